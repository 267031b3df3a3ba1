package dev.scoreline.scoring.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode.Fault;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Statements about every table in every form, tried on many random ones. The seeds are fixed, so a failure comes again. */
class FormsRoundTripTest {

    private static final List<Method> METHODS = List.of(new Method("predict", DataType.FLOAT64, List.of(-1)));
    private static final List<Feature> MIXED = List.of(
            new Feature("n", DataType.FLOAT64),
            new Feature("t/é", DataType.STRING),
            new Feature("o", DataType.OBJECT),
            new Feature("data", DataType.FLOAT64));
    private static final List<Feature> NUMBERS =
            List.of(new Feature("0", DataType.FLOAT64), new Feature("b~", DataType.FLOAT64));

    private static JsonScoreDecoder decoder(List<Feature> features, boolean named, ExtraColumns extra) {
        return new JsonScoreDecoder(new ModelSignature(features, named, extra, METHODS), JsonLimits.DEFAULT);
    }

    private static Table decoded(JsonScoreDecoder decoder, String form, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        try {
            return decoder.decode(bytes, 0, bytes.length).table();
        } catch (InferenceException e) {
            return fail(form + ": " + body, e);
        }
    }

    private static String number(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "NaN";
            case 1 -> random.nextBoolean() ? "-Infinity" : "Infinity";
            case 2 -> Integer.toString(random.nextInt(1000));
            case 3 -> "-0.0";
            default -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
        };
    }

    private static String text(Random random) {
        return random.nextInt(4) == 0 ? "null" : "\"t" + random.nextInt(100) + "é\\n\"";
    }

    private static String cell(Feature feature, Random random) {
        return switch (feature.type().kind()) {
            case TEXT -> text(random);
            case ANY -> random.nextBoolean() ? text(random) : random.nextBoolean() ? number(random) : "true";
            case FLOATING, INTEGER, BOOLEAN -> number(random);
        };
    }

    private static WrittenForms table(List<Feature> features, int rows, Random random) {
        List<List<String>> cells = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            cells.add(features.stream().map(feature -> cell(feature, random)).toList());
        }
        return new WrittenForms(features.stream().map(Feature::name).toList(), cells);
    }

    private static void assertSame(String form, Table actual, Table expected) {
        assertThat(actual.rows()).as(form).isEqualTo(expected.rows());
        assertThat(actual.width()).as(form).isEqualTo(expected.width());
        assertThat(actual.isDense()).as(form).isEqualTo(expected.isDense());
        for (int c = 0; c < expected.width(); c++) {
            assertThat(actual.column(c).type())
                    .as(form)
                    .isEqualTo(expected.column(c).type());
            for (int r = 0; r < expected.rows(); r++) {
                // Double.equals compares bits, so -0.0 is another number than 0.0.
                assertThat(actual.column(c).cell(r))
                        .as("%s, row %d, column %d", form, r, c)
                        .isEqualTo(expected.column(c).cell(r));
            }
        }
    }

    @Test
    void readsTheSameBitsFromEveryForm() {
        Random random = new Random(11);
        for (List<Feature> features : List.of(MIXED, NUMBERS)) {
            for (ExtraColumns extra : List.of(ExtraColumns.REFUSED, ExtraColumns.IGNORED)) {
                JsonScoreDecoder decoder = decoder(features, true, extra);
                for (int round = 0; round < 40; round++) {
                    WrittenForms written = table(features, random.nextInt(20), random);
                    Map<String, String> bodies = written.bodies(random);
                    Table expected = decoded(decoder, "data", "{\"data\":" + written.lists() + "}");

                    bodies.forEach((form, body) -> {
                        // "data" is a column of one of these models, and then a frame must name its columns first.
                        boolean columnFirst =
                                body.contains("_data\":{\"data\":[") || body.contains("{\"data\":{\"data\":[");
                        if (!(features.equals(MIXED) && columnFirst)) {
                            assertSame(form, decoded(decoder, form, body), expected);
                        }
                    });
                }
            }
        }
    }

    @Test
    void readsTheSameBitsFromTensorsOfOnnx() {
        Random random = new Random(12);
        List<Feature> ten = ModelSignature.positions(10, DataType.FLOAT64);
        JsonScoreDecoder decoder = decoder(ten, false, ExtraColumns.REFUSED);
        for (int round = 0; round < 300; round++) {
            WrittenForms written = table(ten, random.nextInt(20), random);
            Table expected = decoded(decoder, "data", "{\"data\":" + written.lists() + "}");

            assertSame("typed", decoded(decoder, "typed", written.onnxTyped()), expected);
            assertSame("raw", decoded(decoder, "raw", written.onnxRaw()), expected);
        }
    }

    @Test
    void answersEveryMutatedBodyWithARequestOrAFaultOfTheClient() {
        Random random = new Random(13);
        JsonScoreDecoder mixed = decoder(MIXED, true, ExtraColumns.IGNORED);
        List<JsonScoreDecoder> decoders = List.of(
                mixed,
                decoder(MIXED, true, ExtraColumns.REFUSED),
                decoder(NUMBERS, true, ExtraColumns.REFUSED),
                decoder(ModelSignature.positions(2, DataType.FLOAT64), false, ExtraColumns.REFUSED),
                decoder(List.of(), false, ExtraColumns.KEPT));
        List<byte[]> seeds = new ArrayList<>();
        for (List<Feature> features : List.of(MIXED, NUMBERS)) {
            WrittenForms written = table(features, 2, random);
            written.bodies(random).values().forEach(body -> seeds.add(body.getBytes(UTF_8)));
        }
        WrittenForms numbers = table(NUMBERS, 2, random);
        for (int i = 0; i < 8; i++) {
            seeds.add(numbers.onnxTyped().getBytes(UTF_8));
            seeds.add(numbers.onnxRaw().getBytes(UTF_8));
        }
        int requests = 0;
        int refusals = 0;
        for (int round = 0; round < 100_000; round++) {
            byte[] body = Mutation.of(seeds.get(random.nextInt(seeds.size())), random);
            JsonScoreDecoder decoder = decoders.get(random.nextInt(decoders.size()));
            try {
                ScoreRequest request = decoder.decode(body, 0, body.length);
                if (request.table().rows() > 0 && request.table().width() > 0) {
                    assertThat(request.places().of(0, 0)).startsWith("/");
                }
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
        assertThat(refusals).isGreaterThan(50_000);
    }
}
