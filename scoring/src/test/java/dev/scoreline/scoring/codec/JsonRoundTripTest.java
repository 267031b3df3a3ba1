package dev.scoreline.scoring.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode.Fault;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Statements about every table and every body, tried on many random ones. The seeds are fixed, so a failure comes again. */
class JsonRoundTripTest {

    private static final List<Method> METHODS = List.of(new Method("predict", DataType.FLOAT64, List.of(-1)));
    private static final List<Feature> MIXED = List.of(
            new Feature("n", DataType.FLOAT64),
            new Feature("t\"é", DataType.STRING),
            new Feature("o", DataType.OBJECT),
            new Feature("m", DataType.FLOAT64, false));

    private static JsonScoreDecoder decoder(List<Feature> features, boolean named, ExtraColumns extra) {
        return new JsonScoreDecoder(
                new ModelSignature(features, named, extra, METHODS), JsonLimits.DEFAULT.withMaxTextChars(2000));
    }

    private static double randomNumber(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextDouble();
            case 2 -> random.nextInt(1000) / 100.0;
            case 3 -> random.nextLong() >> random.nextInt(64);
            case 4 -> Double.longBitsToDouble(random.nextInt(1000));
            default -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
        };
    }

    /** The JDK's own digits, not the encoder's, so that the two cannot share a mistake. */
    private static String written(double value) {
        return Double.toString(value);
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int points = random.nextInt(6);
        for (int i = 0; i < points; i++) {
            int point = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x100);
            text.appendCodePoint(Character.getType(point) == Character.SURROGATE ? 'x' : point);
        }
        return text.toString();
    }

    private static String written(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> out.append(String.format("\\u%04x", c)));
        return out.append('"').toString();
    }

    @Test
    void readsTheSameBitsThatAnIndependentWriterWrote() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            int width = 1 + random.nextInt(12);
            int rows = random.nextInt(40);
            double[] values = new double[rows * width];
            StringBuilder body = new StringBuilder("{\"data\":[");
            for (int i = 0; i < values.length; i++) {
                values[i] = randomNumber(random);
                body.append(i % width == 0 ? (i == 0 ? "[" : "],[") : " , ").append(written(values[i]));
            }
            body.append(rows == 0 ? "]}" : "]]}");
            byte[] bytes = body.toString().getBytes(UTF_8);

            Table table = decoder(ModelSignature.positions(width, DataType.FLOAT64), false, ExtraColumns.REFUSED)
                    .decode(bytes, 0, bytes.length)
                    .table();

            assertThat(table.rows()).isEqualTo(rows);
            for (int i = 0; i < values.length; i++) {
                assertSameBits(table.values()[i], values[i]);
            }
        }
    }

    private static void assertSameBits(double actual, double expected) {
        if (Double.doubleToLongBits(actual) != Double.doubleToLongBits(expected)) {
            fail("expected " + expected + " but got " + actual);
        }
    }

    @Test
    void readsRecordsInAnyOrderToTheSameColumns() {
        Random random = new Random(2);
        JsonScoreDecoder decoder = decoder(MIXED, true, ExtraColumns.REFUSED);
        for (int round = 0; round < 2000; round++) {
            double number = randomNumber(random);
            String text = random.nextInt(5) == 0 ? null : randomText(random);
            Object object = randomCell(random);
            boolean hasOptional = random.nextBoolean();
            List<String> entries = new ArrayList<>(List.of(
                    "\"n\":" + written(number),
                    "\"t\\\"\\u00e9\":" + (text == null ? "null" : written(text)),
                    "\"o\":" + (object instanceof String s ? written(s) : String.valueOf(object))));
            if (hasOptional) {
                entries.add("\"m\":" + written(number));
            }
            Collections.shuffle(entries, random);
            byte[] bytes = ("{\"data\":[{" + String.join(",", entries) + "}]}").getBytes(UTF_8);

            Table table = decoder.decode(bytes, 0, bytes.length).table();

            assertThat(table.column(0).cell(0)).isEqualTo(number);
            assertThat(table.column(1).cell(0)).isEqualTo(text);
            assertThat(table.column(2).cell(0)).isEqualTo(object);
            assertThat(table.column(3).cell(0)).isEqualTo(hasOptional ? number : Double.NaN);
        }
    }

    private static Object randomCell(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> randomNumber(random);
            case 1 -> randomText(random);
            case 2 -> random.nextBoolean();
            default -> null;
        };
    }

    @Test
    void readsBackTheSameBitsThatTheEncoderWrote() {
        Random random = new Random(3);
        JsonScoreDecoder numbers = decoder(ModelSignature.positions(7, DataType.FLOAT64), false, ExtraColumns.REFUSED);
        JsonScoreDecoder mixed = decoder(MIXED, false, ExtraColumns.REFUSED);
        for (int round = 0; round < 500; round++) {
            double[] values = new double[7 * 20];
            Arrays.setAll(values, i -> randomNumber(random));
            String[] texts = new String[20];
            Object[] objects = new Object[20];
            for (int i = 0; i < 20; i++) {
                texts[i] = random.nextInt(5) == 0 ? null : randomText(random);
                objects[i] = randomCell(random);
            }
            double[] column = Arrays.copyOf(values, 20);
            Table columns = Table.of(
                    20,
                    List.of(
                            new Column.Numbers(column),
                            new Column.Texts(texts),
                            new Column.Cells(objects),
                            new Column.Numbers(column)));
            byte[] dense = JsonScoreEncoder.encode("data", Table.dense(values, 20, 7));
            byte[] typed = JsonScoreEncoder.encode("data", columns);

            Table denseAgain = numbers.decode(dense, 0, dense.length).table();
            Table typedAgain = mixed.decode(typed, 0, typed.length).table();

            for (int i = 0; i < values.length; i++) {
                assertSameBits(denseAgain.values()[i], values[i]);
            }
            assertThat(((Column.Texts) typedAgain.column(1)).values()).containsExactly(texts);
            assertThat(((Column.Cells) typedAgain.column(2)).values()).containsExactly(objects);
        }
    }

    @Test
    void answersEveryMutatedBodyWithARequestOrAFaultOfTheClient() {
        Random random = new Random(4);
        List<JsonScoreDecoder> decoders = List.of(
                decoder(ModelSignature.positions(3, DataType.FLOAT64), false, ExtraColumns.REFUSED),
                decoder(List.of(), false, ExtraColumns.KEPT),
                decoder(MIXED, true, ExtraColumns.REFUSED),
                decoder(MIXED, true, ExtraColumns.IGNORED));
        List<byte[]> seeds = List.of(
                bytes("{\"data\":[[1,2.5,-3e7],[NaN,Infinity,null]],\"method\":\"predict\"}"),
                bytes("{\"id\":{\"a\":[1,\"x\"]},\"data\": [[1, 2, 3]]}"),
                bytes(
                        "{\"data\":[{\"n\":1,\"t\\\"é\":\"ü😀\",\"o\":true},{\"o\":\"x\",\"t\\\"é\":null,\"n\":2,\"m\":0.1}]}"),
                bytes("{\"data\":[[1,\"a\\u0041\\n\",false,0.5],[2,NaN,null,1e-300]]}"));
        int requests = 0;
        int refusals = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] body = Mutation.of(seeds.get(random.nextInt(seeds.size())), random);
            JsonScoreDecoder decoder = decoders.get(random.nextInt(decoders.size()));
            try {
                decoder.decode(body, 0, body.length);
                requests++;
            } catch (InferenceException e) {
                refusals++;
                if (e.code().fault() != Fault.CLIENT || e.getMessage().length() > 1200) {
                    fail("for " + new String(body, UTF_8), e);
                }
            } catch (RuntimeException e) {
                fail("for " + new String(body, UTF_8), e);
            }
        }
        assertThat(requests).isGreaterThan(1000);
        assertThat(refusals).isGreaterThan(100_000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
