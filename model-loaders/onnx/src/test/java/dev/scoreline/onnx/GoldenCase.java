package dev.scoreline.onnx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.model.DataType;
import dev.scoreline.model.Named;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Sequence;
import dev.scoreline.model.Tensor;
import dev.scoreline.model.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A model file with inputs and what ONNX Runtime's Python library answered to them. */
record GoldenCase(String name, Path file, Tensors inputs, Map<String, Payload> outputs) {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".json"))
                    .map(file -> file.substring(0, file.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GoldenCase read(String name) {
        Map<?, ?> tree = (Map<?, ?>) tree(FOLDER.resolve(name + ".json"));
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        ((Map<?, ?>) tree.get("inputs")).forEach((key, value) -> inputs.put((String) key, (Tensor) payload(value)));
        Map<String, Payload> outputs = new LinkedHashMap<>();
        ((Map<?, ?>) tree.get("outputs")).forEach((key, value) -> outputs.put((String) key, payload(value)));
        return new GoldenCase(name, FOLDER.resolve(name + ".onnx"), new Tensors(inputs), outputs);
    }

    /** As a model gives it: a single output as it is. */
    Payload expected() {
        return outputs.size() == 1 ? outputs.values().iterator().next() : new Named(outputs);
    }

    private static Payload payload(Object value) {
        Map<?, ?> described = (Map<?, ?>) value;
        if (described.get("list") instanceof List<?> items) {
            return new Sequence(items.stream().map(GoldenCase::payload).toList());
        }
        if (described.get("map") instanceof Map<?, ?> entries) {
            Map<String, Payload> named = new LinkedHashMap<>();
            entries.forEach((key, entry) -> named.put((String) key, payload(entry)));
            return new Named(named);
        }
        int[] shape = ((List<?>) described.get("shape"))
                .stream().mapToInt(length -> Integer.parseInt((String) length)).toArray();
        List<String> values = ((List<?>) described.get("values"))
                .stream().map(String.class::cast).toList();
        return tensor((String) described.get("type"), shape, values);
    }

    private static Tensor tensor(String type, int[] shape, List<String> values) {
        return switch (type) {
            case "str" -> new Tensor.Texts(shape, values.toArray(String[]::new));
            case "bool" -> {
                boolean[] booleans = new boolean[values.size()];
                for (int i = 0; i < booleans.length; i++) {
                    booleans[i] = Boolean.parseBoolean(values.get(i));
                }
                yield new Tensor.Booleans(shape, booleans);
            }
            case "int64" ->
                new Tensor.Longs(
                        shape, values.stream().mapToLong(Long::parseLong).toArray());
            case "float64" ->
                new Tensor.Doubles(
                        shape,
                        values.stream()
                                .mapToDouble(bits -> Double.longBitsToDouble(Long.parseUnsignedLong(bits)))
                                .toArray());
            default -> packed(DataType.valueOf(type.toUpperCase(Locale.ROOT)), shape, values);
        };
    }

    /** Numbers of floating point are written by their bits, and so are put as integers. */
    private static Tensor packed(DataType type, int[] shape, List<String> values) {
        Tensor.Packed packed = Tensor.Packed.zeros(type, shape);
        for (int i = 0; i < values.size(); i++) {
            packed.put(
                    i, type == DataType.UINT64 ? Long.parseUnsignedLong(values.get(i)) : Long.parseLong(values.get(i)));
        }
        return packed;
    }

    /** Objects as maps, arrays as lists, and every number, word and text as its text. */
    private static Object tree(Path file) {
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            parser.nextToken();
            return value(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                parser.nextToken();
                object.put(key, value(parser));
            }
            return object;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        return Objects.requireNonNull(parser.getText());
    }
}
