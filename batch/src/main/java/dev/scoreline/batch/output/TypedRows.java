package dev.scoreline.batch.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All rows of a run, which {@link TypedLines} kept, with the types that their columns turned out to have. The lines are read
 * twice, once for the types and once for the rows, a row in the memory at a time. Immutable; thread-safe.
 *
 * @param columns in the order of the CSV form; those that only later files have stand last
 */
public record TypedRows(List<TypedColumn> columns, Path lines) {

    /** The lines are our own, so that nothing in them is too long. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** What there is where no row is. */
    private static final List<TypedColumn> KEY = List.of(
            new TypedColumn("file", TypedColumn.Kind.TEXT, false),
            new TypedColumn("row", TypedColumn.Kind.WHOLE, false));

    /** Takes rows. */
    @FunctionalInterface
    public interface Receiver {
        /**
         * Takes a row.
         *
         * @param cells one for each column, as its kind says; null where one is missing. Good for this call only
         */
        void take(@Nullable Object[] cells) throws IOException;
    }

    public TypedRows {
        columns = List.copyOf(columns);
    }

    /** Looks through the lines for the types of the columns. */
    static TypedRows of(Path lines) throws IOException {
        Map<String, SeenCells> seen = new LinkedHashMap<>();
        try (JsonParser json = parser(lines)) {
            List<SeenCells> present = List.of();
            for (JsonToken begin = json.nextToken(); begin != null; begin = json.nextToken()) {
                if (!isRow(begin)) {
                    present = names(json).stream()
                            .map(name -> seen.computeIfAbsent(name, ignored -> new SeenCells()))
                            .toList();
                } else {
                    for (SeenCells column : present) {
                        json.nextToken();
                        column.take(json);
                    }
                    end(json);
                }
            }
        }
        List<TypedColumn> columns = new ArrayList<>();
        seen.forEach((name, cells) -> columns.add(cells.column(name)));
        return new TypedRows(columns.isEmpty() ? KEY : columns, lines);
    }

    /** Reads the rows in their order. */
    public void forEach(Receiver receiver) throws IOException {
        Map<String, Integer> positions = new LinkedHashMap<>();
        columns.forEach(column -> positions.put(column.name(), positions.size()));
        @Nullable Object[] cells = new @Nullable Object[columns.size()];
        try (JsonParser json = parser(lines)) {
            int[] present = {};
            for (JsonToken begin = json.nextToken(); begin != null; begin = json.nextToken()) {
                if (!isRow(begin)) {
                    present = names(json).stream().mapToInt(positions::get).toArray();
                    Arrays.fill(cells, null);
                } else {
                    for (int column : present) {
                        json.nextToken();
                        cells[column] = TypedCell.read(json, columns.get(column));
                    }
                    end(json);
                    receiver.take(cells);
                }
            }
        }
    }

    private static boolean isRow(JsonToken begin) throws IOException {
        if (begin != JsonToken.START_ARRAY && begin != JsonToken.START_OBJECT) {
            throw changed();
        }
        return begin == JsonToken.START_ARRAY;
    }

    private static void end(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.END_ARRAY) {
            throw changed();
        }
    }

    private static IOException changed() {
        return new IOException("a line of the rows that were kept was changed");
    }

    private static JsonParser parser(Path lines) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(lines), 1 << 16);
        return JSON.createParser(in);
    }

    /** The list of {@code {"columns":[…]}}; the parser is left at the end of the object. */
    private static List<String> names(JsonParser json) throws IOException {
        List<String> names = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                names.add(json.getText());
            }
        }
        return names;
    }
}
