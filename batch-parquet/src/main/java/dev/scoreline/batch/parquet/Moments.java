package dev.scoreline.batch.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;

/** Dates and times as text, as ISO 8601 writes them; {@code Z} where they are known to be of UTC. Stateless; thread-safe. */
final class Moments {

    /** The Julian day of 1970-01-01. */
    private static final int EPOCH_JULIAN_DAY = 2_440_588;

    private Moments() {}

    static String ofDay(int day) {
        return LocalDate.ofEpochDay(day).toString();
    }

    static String ofTime(long count, TimeUnit unit) {
        return LocalTime.ofNanoOfDay(Math.multiplyExact(count, 1_000_000_000 / perSecond(unit)))
                .format(DateTimeFormatter.ISO_LOCAL_TIME);
    }

    static String of(long count, TimeUnit unit, boolean isUtc) {
        long perSecond = perSecond(unit);
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(count, perSecond), Math.floorMod(count, perSecond) * (1_000_000_000 / perSecond));
        return isUtc ? instant.toString() : local(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }

    /** Nanoseconds of a day and the Julian day, as older writers have it. */
    static String ofInt96(Binary cell) {
        ByteBuffer bytes = ByteBuffer.wrap(cell.getBytes()).order(ByteOrder.LITTLE_ENDIAN);
        long nanos = bytes.getLong();
        long day = (long) bytes.getInt() - EPOCH_JULIAN_DAY;
        return local(LocalDate.ofEpochDay(day).atStartOfDay().plusNanos(nanos));
    }

    private static String local(LocalDateTime moment) {
        return moment.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    private static long perSecond(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 1_000;
            case MICROS -> 1_000_000;
            case NANOS -> 1_000_000_000;
        };
    }
}
