package dev.scoreline.batch.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.scoring.codec.JsonBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The types that columns of kept lines turn out to have, and the cells that are read of them. */
class TypedRowsTest {

    private static final String LINES = """
            {"columns":["file","row","prediction"]}
            ["a",0,1.5]
            {"columns":["file","row","x","prediction"]}
            ["b",0,true,NaN]
            ["b",1,null,-Infinity]
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.0 | null | NaN          | NUMBER | false | 1.0 | null | NaN
                    1   | 2.5  | 3            | NUMBER | false | 1.0 | 2.5 | 3.0
                    1   | null | -3           | WHOLE  | false | 1 | null | -3
                    1   | 9007199254740993 | 2 | WHOLE | false | 1 | 9007199254740993 | 2
                    1.5 | 9007199254740993 | 2 | TEXT  | false | 1.5 | 9007199254740993 | 2
                    1   | 18446744073709551615 | 2 | TEXT | false | 1 | 18446744073709551615 | 2
                    true | null | false       | TRUTH  | false | true | null | false
                    true | 1    | false       | TEXT   | false | true | 1 | false
                    null | null | null        | NUMBER | false | null | null | null
                    "a"  | null | ""          | TEXT   | false | a | null |
                    "a"  | 1.50 | {"b":[1,"c"]} | TEXT | false | a | 1.50 | {"b":[1,"c"]}
                    [1,2] | null | []         | WHOLE  | true  | [1, 2] | null | []
                    [1,2.5] | [null] | []     | NUMBER | true  | [1.0, 2.5] | [null] | []
                    []   | []   | []          | NUMBER | true  | [] | [] | []
                    [1]  | 2    | null        | TEXT   | false | [1] | 2 | null
                    [[1]] | []  | null        | TEXT   | false | [[1]] | [] | null
                    """)
    void aColumnHasTheNarrowestTypeThatHoldsAllItsCells(
            String a, String b, String c, TypedColumn.Kind kind, boolean isList, String x, String y, String z)
            throws IOException {
        TypedRows rows = TypedRows.of(write("{\"columns\":[\"file\",\"row\",\"v\"]}\n[\"f\",0," + a + "]\n[\"f\",1," + b
                + "]\n[\"f\",2," + c + "]\n"));

        assertThat(rows.columns())
                .containsExactly(
                        new TypedColumn("file", TypedColumn.Kind.TEXT, false),
                        new TypedColumn("row", TypedColumn.Kind.WHOLE, false),
                        new TypedColumn("v", kind, isList));
        List<String> cells = new ArrayList<>();
        rows.forEach(row -> cells.add(String.valueOf(row[2])));
        assertThat(cells).containsExactly(x, y, z == null ? "" : z);
    }

    @Test
    void noLinesAreNoRowsOfAFileAndARow() throws IOException {
        assertThat(TypedRows.of(write("")).columns())
                .containsExactly(
                        new TypedColumn("file", TypedColumn.Kind.TEXT, false),
                        new TypedColumn("row", TypedColumn.Kind.WHOLE, false));
    }

    @Test
    void whatEntryCodeGivesIsAFileAndAResult() throws IOException {
        ElementForm form = ElementForm.of(OutputFormat.PARQUET);
        JsonBytes out = new JsonBytes(64);
        out.raw(form.header());
        form.write(List.of("a.png", "b.png"), List.of(7, 8L), out);
        form.write(List.of("c.png", "d.png"), List.of(9), out);
        TypedRows rows = TypedRows.of(write(new String(out.toByteArray(), StandardCharsets.UTF_8)));

        assertThat(rows.columns())
                .containsExactly(
                        new TypedColumn("file", TypedColumn.Kind.TEXT, false),
                        new TypedColumn("result", TypedColumn.Kind.WHOLE, false));
        List<String> cells = new ArrayList<>();
        rows.forEach(row -> cells.add(Arrays.toString(row)));
        assertThat(cells).containsExactly("[a.png, 7]", "[b.png, 8]", "[null, 9]");
    }

    @Test
    void whatAPieceDoesNotHaveIsMissingInItsRows() throws IOException {
        List<String> rows = new ArrayList<>();
        TypedRows.of(write(LINES)).forEach(row -> rows.add(Arrays.toString(row)));

        assertThat(rows).containsExactly("[a, 0, 1.5, null]", "[b, 0, NaN, true]", "[b, 1, -Infinity, null]");
    }

    @Test
    void linesThatWereChangedGiveRowsOrAFailure() throws IOException {
        Random random = new Random(17);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = LINES.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i <= random.nextInt(3); i++) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt() : "[]{},\":1e".charAt(random.nextInt(9)));
            }
            Path lines = folder.resolve("lines");
            Files.write(lines, round % 3 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
            try {
                TypedRows.of(lines).forEach(row -> assertThat(row.length).isGreaterThan(1));
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private Path write(String lines) throws IOException {
        return Files.writeString(folder.resolve("lines"), lines);
    }
}
