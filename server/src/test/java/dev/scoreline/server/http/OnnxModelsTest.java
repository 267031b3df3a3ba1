package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** ONNX models over HTTP: what ONNX Runtime's own call answered, which the files beside the models give bit by bit. */
@ExtendWith(VertxExtension.class)
class OnnxModelsTest {

    private static final Path GOLDEN = Path.of("..", "model-loaders", "onnx", "src", "test", "resources", "golden");

    /** Nested lists cannot say [0, 3]. */
    private static final String WITHOUT_ROWS = "several_empty";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".onnx"))
                    .map(file -> file.replace(".onnx", ""))
                    .toList();
        }
    }

    private static RunningServer serving(List<String> names, Vertx vertx, Path folder) throws IOException {
        for (String name : names) {
            Path version = Files.createDirectories(folder.resolve(name).resolve("1"));
            Files.copy(GOLDEN.resolve(name + ".onnx"), version.resolve(name + ".onnx"));
            if (name.equals("external")) {
                Files.copy(GOLDEN.resolve("external.bin"), version.resolve("external.bin"));
            }
        }
        return RunningServer.of(vertx, folder);
    }

    /** Every number is compared as the double, or the integer, that it is, so that a difference of one bit fails. */
    @Test
    void answersWhatOnnxRuntimeAnswered(Vertx vertx, @TempDir Path folder) throws IOException {
        List<String> names =
                names().stream().filter(name -> !name.equals(WITHOUT_ROWS)).toList();
        assertThat(names).hasSizeGreaterThan(20);
        try (RunningServer server = serving(names, vertx, folder)) {
            for (String name : names) {
                JsonObject golden = golden(name);

                HttpResponse<Buffer> answer = server.post("/models/" + name + "/score", request(golden));

                assertThat(answer.statusCode())
                        .as("%s: %s", name, answer.bodyAsString())
                        .isEqualTo(200);
                assertThat(tree(answer.bodyAsString())).as(name).isEqualTo(expected(golden));
            }
        }
    }

    /** Sent as a tensor, an input without rows has a width; an answer leaves out empty lists. */
    @Test
    void answersWhatOnnxRuntimeAnsweredToNoRows(Vertx vertx, @TempDir Path folder) throws IOException {
        JsonObject golden = golden(WITHOUT_ROWS);
        JsonObject inputs = new JsonObject();
        golden.getJsonObject("inputs").forEach(input -> inputs.put(input.getKey(), raw((JsonObject) input.getValue())));
        JsonObject answer;
        try (RunningServer server = serving(List.of(WITHOUT_ROWS), vertx, folder)) {
            answer = server.post(
                            "/score", new JsonObject().put("inputs", inputs).encode())
                    .bodyAsJsonObject()
                    .getJsonObject("outputs");
        }

        JsonObject outputs = golden.getJsonObject("outputs");
        assertThat(answer.fieldNames()).isEqualTo(outputs.fieldNames());
        for (String output : outputs.fieldNames()) {
            JsonObject came = answer.getJsonObject(output);
            JsonObject wanted = raw(outputs.getJsonObject(output));
            assertThat(came.getJsonArray("dims", new JsonArray())).as(output).isEqualTo(wanted.getJsonArray("dims"));
            assertThat(came.getInteger("dataType")).as(output).isEqualTo(wanted.getInteger("dataType"));
            assertThat(came.getString("rawData", "")).as(output).isEqualTo(wanted.getString("rawData"));
        }
    }

    private static JsonObject golden(String name) {
        return new JsonObject(RunningServer.read(GOLDEN.resolve(name + ".json")));
    }

    /** The lists of a single input as they are, those of several by name. */
    private static String request(JsonObject golden) {
        Map<String, Object> inputs = byName(golden.getJsonObject("inputs"));
        return inputs.size() == 1
                ? "{\"data\":" + text(inputs.values().iterator().next()) + "}"
                : "{\"input_data\":" + text(inputs) + "}";
    }

    private static Object expected(JsonObject golden) {
        Map<String, Object> outputs = byName(golden.getJsonObject("outputs"));
        return outputs.size() == 1 ? outputs.values().iterator().next() : outputs;
    }

    private static Map<String, Object> byName(JsonObject described) {
        Map<String, Object> named = new LinkedHashMap<>();
        described.forEach(entry -> named.put(entry.getKey(), value((JsonObject) entry.getValue())));
        return named;
    }

    /** What a file describes, as nested lists, maps and values. */
    private static Object value(JsonObject described) {
        if (described.containsKey("list")) {
            return described.getJsonArray("list").stream()
                    .map(item -> value((JsonObject) item))
                    .toList();
        }
        if (described.containsKey("map")) {
            return byName(described.getJsonObject("map"));
        }
        List<Object> level = described.getJsonArray("values").stream()
                .map(value -> scalar(described.getString("type"), value))
                .toList();
        JsonArray shape = described.getJsonArray("shape");
        for (int axis = shape.size() - 1; axis > 0; axis--) {
            level = chunks(level, shape.getInteger(axis));
        }
        return shape.isEmpty() ? level.get(0) : level;
    }

    private static List<Object> chunks(List<Object> values, int length) {
        List<Object> chunks = new ArrayList<>();
        for (int from = 0; from < values.size(); from += length) {
            chunks.add(values.subList(from, from + length));
        }
        return chunks;
    }

    /** Numbers of floating point are written by their bits. */
    private static Object scalar(String type, Object value) {
        return switch (type) {
            case "float16" -> half(((Number) value).intValue());
            case "float32" -> (double) Float.intBitsToFloat(((Number) value).intValue());
            case "float64" -> Double.longBitsToDouble(((Number) value).longValue());
            case "str", "bool" -> value;
            default -> new BigInteger(value.toString());
        };
    }

    /** The number of these bits in binary16 of IEEE 754. */
    private static double half(int bits) {
        int fraction = bits & 0x3FF;
        int exponent = bits >> 10 & 0x1F;
        double magnitude = switch (exponent) {
            case 0 -> Math.scalb((double) fraction, -24);
            case 0x1F -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb((double) (0x400 + fraction), exponent - 25);
        };
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }

    /** What a file describes, as a tensor in protobuf's JSON with its values as little-endian bytes. */
    private static JsonObject raw(JsonObject described) {
        boolean isFloat = described.getString("type").equals("float32");
        JsonArray values = described.getJsonArray("values");
        ByteBuffer bytes =
                ByteBuffer.allocate(values.size() * (isFloat ? 4 : 8)).order(ByteOrder.LITTLE_ENDIAN);
        for (Object value : values) {
            if (isFloat) {
                bytes.putInt(((Number) value).intValue());
            } else {
                bytes.putLong(((Number) value).longValue());
            }
        }
        return new JsonObject()
                .put(
                        "dims",
                        new JsonArray(described.getJsonArray("shape").stream()
                                .map(String::valueOf)
                                .toList()))
                .put("dataType", isFloat ? 1 : 7)
                .put("rawData", Base64.getEncoder().encodeToString(bytes.array()));
    }

    /** As JSON, with the words NaN and Infinity as Python writes them. */
    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(OnnxModelsTest::text).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> Json.encode(entry.getKey()) + ":" + text(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return value instanceof String ? Json.encode(value) : String.valueOf(value);
    }

    /** JSON as nested lists, maps and values: a number with a point or an exponent is a double, another an integer, also one that no long holds. */
    private static Object tree(String json) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            return tree(parser);
        }
    }

    private static Object tree(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(tree(parser));
                }
                yield list;
            }
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, tree(parser));
                }
                yield map;
            }
            case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            default -> parser.getText();
        };
    }
}
