package dev.scoreline.model.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.schema.Schema.Fields;
import dev.scoreline.model.schema.Schema.Items;
import dev.scoreline.model.schema.Schema.NumpyArray;
import dev.scoreline.model.schema.Schema.Scalar;
import dev.scoreline.model.schema.Schema.Unknown;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of InferenceSchema 1.8: a sample, its type, and how it is shown. */
class SchemaFromSampleTest {

    private static final List<FrameColumn> COLUMNS = List.of(
            new FrameColumn("a", FrameColumn.Type.INTEGER),
            new FrameColumn("b", FrameColumn.Type.STRING),
            new FrameColumn("c", FrameColumn.Type.NUMBER),
            new FrameColumn("d", FrameColumn.Type.BOOLEAN));

    private static final List<List<Object>> ROWS = List.of(List.of(1, "x", 1.5, true), List.of(2, "y", 2.5, false));

    @ParameterizedTest
    @MethodSource
    void knowsEachScalar(Object sample, Scalar schema, Object shown) {
        assertThat(SchemaFromSample.of(sample)).isEqualTo(new Sample(schema, shown));
    }

    static Stream<Arguments> knowsEachScalar() {
        return Stream.of(
                Arguments.of(1, Scalar.INTEGER, 1),
                Arguments.of(1.0, Scalar.NUMBER, 1.0),
                Arguments.of(true, Scalar.BOOLEAN, true),
                Arguments.of("a", Scalar.STRING, "a"),
                Arguments.of("a".getBytes(StandardCharsets.UTF_8), Scalar.BYTES, "YQ=="),
                Arguments.of(LocalDate.of(2020, 1, 2), Scalar.DATE, "2020-01-02"),
                Arguments.of(
                        LocalDateTime.of(2020, 1, 2, 3, 4, 5, 678_000),
                        Scalar.DATE_TIME,
                        "2020-01-02 03:04:05.000678 +0000"),
                Arguments.of(LocalTime.of(3, 4, 5), Scalar.TIME, "03:04:05.000000 +0000"));
    }

    @Test
    void takesTheLastElementOfAList() {
        Sample sample = SchemaFromSample.of(List.of(Map.of("a", 1), Map.of("b", "x")));

        assertThat(sample.schema()).isEqualTo(new Items(new Fields(Map.of("b", Scalar.STRING), false), false, false));
        assertThat(sample.schema().fitsVersion2()).isTrue();
    }

    @Test
    void requiresEveryKeyInTheOrderOfTheSample() {
        Map<String, Object> sample = new LinkedHashMap<>();
        sample.put("z", 1);
        sample.put("a", JsonNull.NULL);

        Fields fields = (Fields) SchemaFromSample.of(sample).schema();

        assertThat(fields.required()).containsExactly("z", "a");
        assertThat(fields.properties().get("a")).isEqualTo(Unknown.OBJECT);
    }

    @Test
    void isOutOfSwagger2WhenAListMixesTypesAtAnyDepth() {
        assertThat(SchemaFromSample.of(List.of(1, "a")).schema().fitsVersion2()).isFalse();
        assertThat(SchemaFromSample.of(List.of(1, 1.5)).schema().fitsVersion2()).isFalse();
        assertThat(SchemaFromSample.of(Map.of("a", List.of(List.of(1, "a"), List.of(1))))
                        .schema()
                        .fitsVersion2())
                .isFalse();
        assertThat(SchemaFromSample.of(List.of(List.of(1), List.of("a")))
                        .schema()
                        .fitsVersion2())
                .isTrue();
        assertThat(SchemaFromSample.of(List.of()).schema().fitsVersion2()).isTrue();
    }

    @Test
    void refusesNullAndWhatHasNoFormInJson() {
        assertThatThrownBy(() -> SchemaFromSample.of(JsonNull.NULL)).isInstanceOf(InferenceException.class);
        assertThatThrownBy(() -> SchemaFromSample.of(Set.of(1)))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("value of JSON");
    }

    @Test
    void keepsTheTypesThatAreDeclaredWithin() {
        Sample array = SchemaFromSample.numpy(NumpyType.Plain.INT64, List.of(1, 2));

        Fields fields = (Fields) SchemaFromSample.of(Map.of("array", array)).schema();

        assertThat(fields.isNested()).isTrue();
        assertThat(fields.properties().get("array")).isEqualTo(new NumpyArray(NumpyType.Plain.INT64, List.of(2)));
    }

    @ParameterizedTest
    @MethodSource
    void showsTheValuesOfAnArrayAsUpstreamDoes(NumpyType type, Object sample, List<Integer> shape, Object shown) {
        assertThat(SchemaFromSample.numpy(type, sample)).isEqualTo(new Sample(new NumpyArray(type, shape), shown));
    }

    static Stream<Arguments> showsTheValuesOfAnArrayAsUpstreamDoes() {
        Map<String, NumpyArray> parts = new LinkedHashMap<>();
        parts.put("name", new NumpyArray(NumpyType.Plain.STR, List.of()));
        parts.put("grades", new NumpyArray(NumpyType.Plain.FLOAT64, List.of(2)));
        return Stream.of(
                Arguments.of(
                        NumpyType.Plain.INT64,
                        List.of(List.of(1, 2), List.of(3, 4)),
                        List.of(2, 2),
                        List.of(List.of(1, 2), List.of(3, 4))),
                Arguments.of(NumpyType.Plain.BOOL, List.of(true, false), List.of(2), List.of("True", "False")),
                Arguments.of(
                        NumpyType.Plain.DATETIME64,
                        List.of(LocalDateTime.of(2020, 1, 2, 3, 4, 5)),
                        List.of(1),
                        List.of("2020-01-02 03:04:05,000000")),
                Arguments.of(NumpyType.Plain.OBJECT, List.of(1), List.of(1), List.of("1")),
                Arguments.of(
                        new NumpyType.Structured(parts),
                        List.of(List.of("Sarah", List.of(8.0, 7.0))),
                        List.of(1),
                        List.of(Map.of("name", "Sarah", "grades", List.of(8.0, 7.0)))));
    }

    @Test
    void refusesAnArrayWithoutDimensionsOrOfUnevenLists() {
        assertThatThrownBy(() -> SchemaFromSample.numpy(NumpyType.Plain.INT64, 1))
                .isInstanceOf(InferenceException.class);
        assertThatThrownBy(() -> SchemaFromSample.numpy(NumpyType.Plain.INT64, List.of(List.of(1), List.of(1, 2))))
                .isInstanceOf(InferenceException.class);
    }

    @ParameterizedTest
    @MethodSource
    void showsAFrameInTheFormOfItsOrient(Orient orient, boolean fitsVersion2, Object shown) {
        Sample sample = SchemaFromSample.pandas(COLUMNS, ROWS, orient);

        assertThat(sample.example()).isEqualTo(shown);
        assertThat(sample.schema().fitsVersion2()).isEqualTo(fitsVersion2);
    }

    static Stream<Arguments> showsAFrameInTheFormOfItsOrient() {
        Map<String, Object> first = Map.of("a", 1, "b", "x", "c", 1.5, "d", true);
        Map<String, Object> second = Map.of("a", 2, "b", "y", "c", 2.5, "d", false);
        return Stream.of(
                Arguments.of(Orient.RECORDS, true, List.of(first, second)),
                Arguments.of(
                        Orient.SPLIT,
                        false,
                        Map.of("columns", List.of("a", "b", "c", "d"), "index", List.of(0, 1), "data", ROWS)),
                Arguments.of(Orient.INDEX, true, Map.of("0", first, "1", second)),
                Arguments.of(
                        Orient.COLUMNS,
                        true,
                        Map.of(
                                "a",
                                Map.of("0", 1, "1", 2),
                                "b",
                                Map.of("0", "x", "1", "y"),
                                "c",
                                Map.of("0", 1.5, "1", 2.5),
                                "d",
                                Map.of("0", true, "1", false))),
                Arguments.of(Orient.VALUES, false, ROWS),
                Arguments.of(
                        Orient.TABLE,
                        true,
                        Map.of(
                                "schema",
                                Map.of(
                                        "fields",
                                        List.of(
                                                Map.of("name", "index", "type", "integer"),
                                                Map.of("name", "a", "type", "integer"),
                                                Map.of("name", "b", "type", "string"),
                                                Map.of("name", "c", "type", "number"),
                                                Map.of("name", "d", "type", "boolean")),
                                        "primaryKey",
                                        List.of("index"),
                                        "pandas_version",
                                        "1.4.0"),
                                "data",
                                List.of(
                                        Map.of("index", 0, "a", 1, "b", "x", "c", 1.5, "d", true),
                                        Map.of("index", 1, "a", 2, "b", "y", "c", 2.5, "d", false)))));
    }
}
