package dev.scoreline.batch.input;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Table;
import dev.scoreline.scoring.codec.Excerpt;
import dev.scoreline.scoring.codec.JsonScoreDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The rows of a file of JSON Lines, a list or an object a line. Many lines become one body of {@code /score}, which its own
 * decoder reads: so a line means here what it means there. One thread.
 */
final class JsonLinesRows implements RowSource {

    private static final byte[] OPEN = "{\"data\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "]}".getBytes(StandardCharsets.US_ASCII);
    private static final String ROW = "/data/0";

    private final Lines lines;
    private final String file;
    private final ModelColumns columns;
    private final JsonScoreDecoder decoder;
    private final boolean keepsExtra;
    private long nextRow;

    /** Whether the first row is a list or an object, as all others have to be. */
    private Optional<Byte> bracket = Optional.empty();

    /** The width of the first row, for a model that takes any. */
    private OptionalInt width = OptionalInt.empty();

    /** What the first good row has besides the model's columns. */
    private JsonExtras extras = new JsonExtras(List.of());

    JsonLinesRows(InputStream in, String file, ModelColumns columns, JsonScoreDecoder decoder, boolean keepsExtra) {
        this.lines = new Lines(in);
        this.file = file;
        this.columns = columns;
        this.decoder = decoder;
        this.keepsExtra = keepsExtra;
    }

    @Override
    public void skip(long rows) throws IOException {
        for (long i = 0; i < rows; i++) {
            if (!lines.next()) {
                throw new IOException("it has fewer rows than before");
            }
            if (bracket.isEmpty() || width.isEmpty()) {
                learn();
            }
            nextRow++;
        }
    }

    /** What the first good row fixes has to be known also where it is passed over. */
    private void learn() {
        if (problem().isPresent()) {
            return;
        }
        try {
            check(line());
        } catch (InferenceException e) {
            // A later row will fix it, as it did when this one was first read.
            return;
        }
    }

    @Override
    public RowBlock next(int maxRows) throws IOException {
        List<Line> good = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        long taken = 0;
        while (taken < maxRows && lines.next()) {
            Optional<String> problem = problem();
            if (problem.isPresent()) {
                failures.add(Failure.ofRow(file, nextRow, problem.get()));
            } else {
                good.add(line());
            }
            nextRow++;
            taken++;
        }
        return block(good, failures, taken);
    }

    private RowBlock block(List<Line> good, List<Failure> failures, long taken) throws IOException {
        if (good.isEmpty()) {
            return new RowBlock(
                    Table.dense(new double[0], 0, columns.size()), new long[0], KeptColumns.NONE, failures, taken);
        }
        Optional<Table> table = together(good);
        if (table.isEmpty()) {
            good.removeIf(line -> isRefused(line, failures));
            failures.sort(
                    java.util.Comparator.comparingLong(failure -> failure.row().orElse(-1)));
            table = good.isEmpty() ? Optional.of(Table.dense(new double[0], 0, columns.size())) : together(good);
        }
        if (table.isEmpty()) {
            throw InferenceException.invalidInput(
                    "its rows cannot be read together, as the limits of a body forbid it: choose a"
                            + " smaller --mini-batch-size");
        }
        return new RowBlock(
                table.get(),
                good.stream().mapToLong(Line::row).toArray(),
                extras.of(good.stream().map(Line::bytes).toList()),
                failures,
                taken);
    }

    /** The rows of all lines, unless one of them is refused. */
    private Optional<Table> together(List<Line> good) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(good.get(0).bytes().length * good.size() + 64);
        body.writeBytes(OPEN);
        for (int i = 0; i < good.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(good.get(i).bytes());
        }
        body.writeBytes(CLOSE);
        byte[] bytes = body.toByteArray();
        try {
            Table table = decoder.decode(bytes, 0, bytes.length).table();
            learn(table, good.get(0));
            return table.rows() == good.size() && width.getAsInt() == table.width()
                    ? Optional.of(table)
                    : Optional.empty();
        } catch (InferenceException e) {
            return Optional.empty();
        }
    }

    private boolean isRefused(Line line, List<Failure> failures) {
        try {
            check(line);
            return false;
        } catch (InferenceException e) {
            failures.add(Failure.ofRow(file, line.row(), "line " + line.number() + ": " + plain(e.getMessage())));
            return true;
        }
    }

    private void check(Line line) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(OPEN);
        body.writeBytes(line.bytes());
        body.writeBytes(CLOSE);
        Table table = decoder.decode(body.toByteArray(), 0, body.size()).table();
        learn(table, line);
        if (table.width() != width.getAsInt()) {
            throw InferenceException.invalidInput("expected " + FileColumns.values(width.getAsInt())
                    + ", as in the first row, but got " + table.width());
        }
    }

    private void learn(Table table, Line first) {
        if (width.isPresent()) {
            return;
        }
        width = OptionalInt.of(table.width());
        if (keepsExtra && first.bytes()[0] == '{') {
            try {
                extras = JsonExtras.of(first.bytes(), columns);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Says the place within the line rather than within the body that was made of it. */
    private static String plain(String message) {
        if (!message.startsWith(ROW)) {
            return message;
        }
        String rest = message.substring(ROW.length());
        return rest.startsWith(": ") ? rest.substring(2) : rest;
    }

    /** What can be seen to be wrong with the present line by itself. */
    private Optional<String> problem() {
        String place = "line " + lines.number() + ": ";
        if (lines.isTooLong()) {
            return Optional.of(
                    place + "the line is longer than " + Lines.MAX_LINE_BYTES + " bytes, which is the limit");
        }
        byte[] bytes = lines.bytes();
        if (!JsonLine.isOneValue(bytes, lines.start(), lines.end())) {
            String text =
                    new String(bytes, lines.start(), Math.min(80, lines.end() - lines.start()), StandardCharsets.UTF_8);
            return Optional.of(place + "expected one JSON list or object but got " + Excerpt.quoted(text));
        }
        byte first = bytes[lines.start()];
        if (bracket.isEmpty()) {
            bracket = Optional.of(first);
        }
        return bracket.get() == first
                ? Optional.empty()
                : Optional.of(place + "expected " + told(bracket.get()) + ", as the first row is one, but got "
                        + told(first));
    }

    private static String told(byte bracket) {
        return bracket == '[' ? "a list" : "an object";
    }

    private Line line() {
        return new Line(
                nextRow, lines.number(), java.util.Arrays.copyOfRange(lines.bytes(), lines.start(), lines.end()));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** A line that may be good. */
    private record Line(long row, long number, byte[] bytes) {}
}
