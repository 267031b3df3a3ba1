package dev.scoreline.scoring.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One table as a client would write it in each form. The cells are JSON already.
 *
 * @param cells a list of values for each row
 */
record WrittenForms(List<String> names, List<List<String>> cells) {

    private static String key(String text) {
        return "\"" + text.replace("\"", "\\\"") + "\"";
    }

    private static String list(List<String> items) {
        return "[" + String.join(",", items) + "]";
    }

    private static String object(List<String> entries) {
        return "{" + String.join(",", entries) + "}";
    }

    private List<Integer> shuffledColumns(Random random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, names.size()).boxed().toList());
        Collections.shuffle(order, random);
        return order;
    }

    String lists() {
        return list(cells.stream().map(WrittenForms::list).toList());
    }

    private String record(List<String> row, Random random) {
        return object(shuffledColumns(random).stream()
                .map(c -> key(names.get(c)) + ":" + row.get(c))
                .toList());
    }

    String records(Random random) {
        return list(cells.stream().map(row -> record(row, random)).toList());
    }

    private static String label(int row) {
        return "r" + (1000 - row);
    }

    String recordsByLabel(Random random) {
        return object(IntStream.range(0, cells.size())
                .mapToObj(r -> key(label(r)) + ":" + record(cells.get(r), random))
                .toList());
    }

    String split(Random random) {
        List<Integer> order = shuffledColumns(random);
        List<String> parts = new ArrayList<>(List.of(
                "\"columns\":" + list(order.stream().map(c -> key(names.get(c))).toList()),
                "\"data\":"
                        + list(cells.stream()
                                .map(row -> list(order.stream().map(row::get).toList()))
                                .toList())));
        if (random.nextBoolean()) {
            parts.add("\"index\":" + IntStream.range(0, cells.size()).boxed().toList());
        }
        Collections.shuffle(parts, random);
        return object(parts);
    }

    String table(Random random) {
        List<String> parts = new ArrayList<>(
                List.of("\"schema\":{\"fields\":[],\"primaryKey\":[\"id\"]}", "\"data\":" + records(random)));
        Collections.shuffle(parts, random);
        return object(parts).replace("[{", "[{\"id\":0,");
    }

    private List<String> column(int c) {
        return cells.stream().map(row -> row.get(c)).toList();
    }

    String columnLists(Random random) {
        return object(shuffledColumns(random).stream()
                .map(c -> key(names.get(c)) + ":" + list(column(c)))
                .toList());
    }

    String columnTensors(Random random) {
        return object(shuffledColumns(random).stream()
                .map(c -> key(names.get(c)) + ":"
                        + list(column(c).stream().map(cell -> "[" + cell + "]").toList()))
                .toList());
    }

    /** The first column keeps the order of rows, which is what says it; the others do not. */
    String columnsByLabel(Random random) {
        boolean first = true;
        List<String> entries = new ArrayList<>();
        for (int c : shuffledColumns(random)) {
            List<Integer> rows =
                    new ArrayList<>(IntStream.range(0, cells.size()).boxed().toList());
            if (!first) {
                Collections.shuffle(rows, random);
            }
            first = false;
            entries.add(key(names.get(c)) + ":"
                    + object(rows.stream()
                            .map(r -> key(label(r)) + ":" + cells.get(r).get(c))
                            .toList()));
        }
        return object(entries);
    }

    /** Bodies of every form that a model with named columns takes, by the form's name. */
    Map<String, String> bodies(Random random) {
        Map<String, String> bodies = new LinkedHashMap<>();
        Map<String, String> frames = new LinkedHashMap<>();
        frames.put("lists", lists());
        frames.put("records", records(random));
        frames.put("split", split(random));
        if (!cells.isEmpty()) {
            frames.put("table", table(random));
            frames.put("index", recordsByLabel(random));
            frames.put("columns", columnsByLabel(random));
        }
        frames.put("column lists", columnLists(random));
        frames.forEach((form, json) -> {
            bodies.put("data " + form, "{\"data\":" + json + "}");
            bodies.put("input_data " + form, "{\"input_data\":" + json + ",\"params\":{}}");
        });
        bodies.put("input_data tensors", "{\"input_data\":" + columnTensors(random) + "}");
        bodies.put("instances lists", "{\"instances\":" + lists() + "}");
        bodies.put("instances records", "{\"instances\":" + records(random) + "}");
        bodies.put("inputs list", "{\"inputs\":" + lists() + "}");
        bodies.put("inputs columns", "{\"inputs\":" + columnLists(random) + "}");
        bodies.put("inputs tensors", "{\"inputs\":" + columnTensors(random) + "}");
        if (!cells.isEmpty()) {
            bodies.put("inputs tensor", "{\"inputs\":{\"x y\":" + lists() + "}}");
            bodies.put("input_data tensor", "{\"input_data\":{\"x y\":" + lists() + "}}");
        }
        return bodies;
    }

    /** A body with one tensor of all rows, its values written as a list. */
    String onnxTyped() {
        return onnx("\"doubleData\":"
                + cells.stream()
                        .flatMap(List::stream)
                        .map(WrittenForms::protobuf)
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static String protobuf(String number) {
        return Character.isLetter(number.charAt(number.length() - 1)) ? "\"" + number + "\"" : number;
    }

    /** A body with one tensor of all rows, its values written as bytes. */
    String onnxRaw() {
        ByteBuffer bytes = ByteBuffer.allocate(8 * cells.size() * names.size()).order(ByteOrder.LITTLE_ENDIAN);
        cells.forEach(row -> row.forEach(cell -> bytes.putDouble(Double.parseDouble(cell))));
        return onnx("\"rawData\":\"" + Base64.getEncoder().encodeToString(bytes.array()) + "\"");
    }

    private String onnx(String values) {
        return "{\"inputs\":{\"X\":{\"dims\":[\"" + cells.size() + "\"," + names.size() + "],\"dataType\":11," + values
                + "}}}";
    }
}
