package dev.scoreline.model.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.schema.NumpyType.Plain;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of InferenceSchema 1.8: a type, a value, and what it becomes or where it is refused. */
class ConversionTest {

    private static final OffsetDateTime POINT = OffsetDateTime.parse("2020-01-02T03:04:05Z");

    private static Object convert(Sample sample, Object value) {
        return Conversion.convert(Parameter.of("p", sample), value);
    }

    private static void assertRefused(Sample sample, Object value, String message) {
        assertThatThrownBy(() -> convert(sample, value))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((InferenceException) e).code())
                .isEqualTo(ErrorCode.INVALID_INPUT);
    }

    @ParameterizedTest
    @MethodSource
    void accepts(Object sample, Object value, Object converted) {
        assertThat(convert(SchemaFromSample.of(sample), value)).isEqualTo(converted);
    }

    static Stream<Arguments> accepts() {
        return Stream.of(
                Arguments.of(1, 7, 7L),
                Arguments.of(1, true, 1L),
                Arguments.of(1.0, 1.5, 1.5),
                Arguments.of(1.0, 2, 2),
                Arguments.of(true, false, false),
                Arguments.of("a", "b", "b"),
                Arguments.of(new byte[0], "YQ==", "a".getBytes(StandardCharsets.UTF_8)),
                Arguments.of(LocalDate.EPOCH, "2020-01-02", LocalDate.of(2020, 1, 2)),
                Arguments.of(POINT, "2020-01-02T03:04:05Z", POINT),
                Arguments.of(POINT, "2020-01-02 03:04:05.000000 +0000", POINT),
                Arguments.of(POINT, "2020-01-02T03:04:05", POINT),
                Arguments.of(LocalTime.NOON, "03:04:05", LocalTime.of(3, 4, 5)),
                Arguments.of(List.of(1), List.of("anything"), List.of("anything")),
                Arguments.of(Map.of("a", 1), Map.of("b", "anything"), Map.of("b", "anything")));
    }

    @ParameterizedTest
    @MethodSource
    void refuses(Object sample, Object value, String message) {
        assertRefused(SchemaFromSample.of(sample), value, message);
    }

    static Stream<Arguments> refuses() {
        return Stream.of(
                Arguments.of(1, "1", "/p: expected an integer but got the text \"1\""),
                Arguments.of(1, 1.5, "/p: expected an integer but got the number 1.5"),
                Arguments.of(1, JsonNull.NULL, "/p: expected an integer but got null"),
                Arguments.of(1.0, "1", "/p: expected a number"),
                Arguments.of(1.0, JsonNull.NULL, "/p: expected a number but got null"),
                Arguments.of(true, 0, "/p: expected true or false"),
                Arguments.of("a", JsonNull.NULL, "/p: expected text but got null"),
                Arguments.of("a", 1, "/p: expected text"),
                Arguments.of(new byte[0], "***", "/p: expected text in base64"),
                Arguments.of(POINT, "soon", "/p: expected a date and time"),
                Arguments.of(LocalTime.NOON, "noon", "/p: expected a time"),
                Arguments.of(List.of(1), Map.of(), "/p: expected a list but got an object"),
                Arguments.of(Map.of("a", 1), List.of(), "/p: expected an object but got a list"));
    }

    @Test
    void convertsWhatIsDeclaredWithinAnObjectAndNamesItsPlace() {
        Sample sample = SchemaFromSample.of(Map.of("in/out", SchemaFromSample.numpy(Plain.INT64, List.of(1, 2))));

        assertThat(convert(sample, Map.of("in/out", List.of("1", 2.9)))).isEqualTo(Map.of("in/out", List.of(1L, 2L)));
        assertRefused(sample, Map.of("in/out", List.of(1, "x")), "/p/in~1out/1: expected an integer");
        assertRefused(sample, Map.of(), "/p: the key 'in/out' is missing");
    }

    @ParameterizedTest
    @MethodSource
    void makesTheElementsOfAnArray(Plain type, Object sample, Object value, Object converted) {
        assertThat(convert(SchemaFromSample.numpy(type, List.of(sample)), List.of(value)))
                .isEqualTo(List.of(converted));
    }

    static Stream<Arguments> makesTheElementsOfAnArray() {
        return Stream.of(
                Arguments.of(Plain.INT64, 1, 1.9, 1L),
                Arguments.of(Plain.INT64, 1, "12", 12L),
                Arguments.of(
                        Plain.UINT64,
                        1,
                        new BigInteger("18446744073709551615"),
                        new BigInteger("18446744073709551615")),
                Arguments.of(Plain.FLOAT64, 1.0, JsonNull.NULL, Double.NaN),
                Arguments.of(Plain.FLOAT64, 1.0, "1.5", 1.5),
                Arguments.of(Plain.FLOAT32, 1.0, 0.1, (double) 0.1f),
                Arguments.of(Plain.BOOL, true, false, false),
                Arguments.of(Plain.FLOAT16, 1.0, 0.1, 0.0999755859375),
                Arguments.of(Plain.FLOAT16, 1.0, "1e9", Double.POSITIVE_INFINITY),
                Arguments.of(Plain.STR, "a", "b", "b"),
                Arguments.of(Plain.OBJECT, 1, "b", "b"),
                Arguments.of(Plain.OBJECT, 1, Map.of("a", 1), Map.of("a", 1)),
                Arguments.of(Plain.DATETIME64, "2020-01-02", "2020-01-02T03:04:05Z", POINT),
                Arguments.of(Plain.DATETIME64, "2020-01-02", "2020-01-02 03:04:05,000000", POINT),
                Arguments.of(Plain.TIMEDELTA64, "5 days", "3 days", Duration.ofDays(3)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Plain.class,
            names = {"U?INT[0-9]+"},
            mode = EnumSource.Mode.MATCH_ALL)
    void cutsAndReadsWholeNumbersOfEachIntegerTypeUpToItsBounds(Plain type) {
        int bits = Integer.parseInt(type.word().replaceAll("[a-z]", ""));
        boolean isSigned = type.word().startsWith("int");
        BigInteger most = BigInteger.TWO.pow(isSigned ? bits - 1 : bits).subtract(BigInteger.ONE);
        BigInteger least = isSigned ? most.not() : BigInteger.ZERO;
        Sample sample = SchemaFromSample.numpy(type, List.of(1));

        assertThat(convert(sample, List.of(1.9, "12", true))).isEqualTo(List.of(1L, 12L, 1L));
        assertThat(convert(sample, List.of(least, most))).hasToString("[" + least + ", " + most + "]");
        assertRefused(sample, List.of(most.add(BigInteger.ONE)), "that " + type.word() + " can hold");
        assertRefused(sample, List.of(least.subtract(BigInteger.ONE)), "that " + type.word() + " can hold");
    }

    @Test
    void makesBytesOfText() {
        Object converted = convert(SchemaFromSample.numpy(Plain.BYTES, List.of("a")), List.of("b"));

        assertThat((List<?>) converted).hasSize(1).first().isEqualTo("b".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void holdsAnArrayToTheSamplesShapeButForItsFirstDimension() {
        Sample sample = SchemaFromSample.numpy(Plain.INT64, List.of(List.of(1, 2)));

        assertThat(convert(sample, List.of(List.of(1, 2), List.of(3, 4), List.of(5, 6))))
                .isEqualTo(List.of(List.of(1L, 2L), List.of(3L, 4L), List.of(5L, 6L)));
        assertRefused(sample, List.of(List.of(1)), "/p/0: expected 2 items on dimension #1 but got 1");
        assertRefused(sample, List.of(1, 2), "/p/0: expected a list");
        assertRefused(sample, List.of(), "/p: expected an array of 2 dimensions");
        assertRefused(sample, "x", "/p: expected an array of items");
        assertThat(convert(SchemaFromSample.numpy(Plain.INT64, List.of(1)), List.of()))
                .isEqualTo(List.of());
    }

    @Test
    void refusesWhatAnIntegerTypeCannotHold() {
        Sample bytes = SchemaFromSample.numpy(Plain.INT8, List.of(1));

        assertRefused(bytes, List.of(128), "/p/0: expected a number that int8 can hold");
        assertRefused(bytes, List.of(1e300), "/p/0: expected an integer");
        assertRefused(bytes, List.of(JsonNull.NULL), "/p/0: expected an integer but got null");
        assertRefused(SchemaFromSample.numpy(Plain.UINT8, List.of(1)), List.of(-1), "uint8");
    }

    private static final List<FrameColumn> COLUMNS = List.of(
            new FrameColumn("a", FrameColumn.Type.INTEGER),
            new FrameColumn("b", FrameColumn.Type.STRING),
            new FrameColumn("c", FrameColumn.Type.NUMBER),
            new FrameColumn("d", FrameColumn.Type.BOOLEAN));

    private static Sample frame(Orient orient) {
        return SchemaFromSample.pandas(COLUMNS, List.of(List.of(1, "x", 1.5, true)), orient);
    }

    private static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }

    /** The forms that a frame can come in: the rows of the reference's acceptance table. */
    @SuppressWarnings("ImmutableEnumChecker") // The values are made here and changed nowhere.
    enum Form {
        RECORDS(List.of(object("a", 1, "b", "x", "c", 1.5, "d", true))),
        VALUES(List.of(List.of(1, "x", 1.5, true))),
        COLUMNS(object("a", Map.of("0", 1), "b", Map.of("0", "x"), "c", Map.of("0", 1.5), "d", Map.of("0", true))),
        LISTS(object("a", List.of(1), "b", List.of("x"), "c", List.of(1.5), "d", List.of(true))),
        SPLIT(object(
                "columns",
                List.of("a", "b", "c", "d"),
                "index",
                List.of(0),
                "data",
                List.of(List.of(1, "x", 1.5, true)))),
        SPLIT_WITHOUT_INDEX(
                object("columns", List.of("a", "b", "c", "d"), "data", List.of(List.of(1, "x", 1.5, true)))),
        SPLIT_WITH_MORE(object(
                "columns", List.of("a", "b", "c", "d"), "data", List.of(List.of(1, "x", 1.5, true)), "foo", List.of())),
        INDEX(object("0", object("a", 1, "b", "x", "c", 1.5, "d", true))),
        TABLE(object(
                "schema",
                Map.of("fields", List.of(), "primaryKey", List.of("index")),
                "data",
                List.of(object("index", 0, "a", 1, "b", "x", "c", 1.5, "d", true))));

        private final Object value;

        Form(Object value) {
            this.value = value;
        }

        boolean isTypedUnder(Orient orient) {
            return switch (orient) {
                case RECORDS, COLUMNS, VALUES -> this == RECORDS || this == COLUMNS || this == LISTS;
                case SPLIT -> this == SPLIT || this == SPLIT_WITHOUT_INDEX;
                case INDEX -> this == INDEX;
                case TABLE -> this == TABLE;
            };
        }

        /** Lists of values have no names, so that their columns are numbered and as they came. */
        boolean isUntypedUnder(Orient orient) {
            return this == VALUES && (orient == Orient.RECORDS || orient == Orient.COLUMNS || orient == Orient.VALUES);
        }
    }

    @ParameterizedTest
    @EnumSource(Orient.class)
    void takesTheFormsOfEachOrientAndNoOthers(Orient orient) {
        for (Form form : Form.values()) {
            if (form.isTypedUnder(orient)) {
                assertThat(convert(frame(orient), form.value))
                        .as(form.name())
                        .isEqualTo(new FrameRows(List.of("a", "b", "c", "d"), List.of(List.of(1L, "x", 1.5, true))));
            } else if (form.isUntypedUnder(orient)) {
                assertThat(convert(frame(orient), form.value))
                        .as(form.name())
                        .isEqualTo(new FrameRows(List.of("0", "1", "2", "3"), List.of(List.of(1, "x", 1.5, true))));
            } else {
                assertRefused(frame(orient), form.value, "/p");
            }
        }
    }

    @Test
    void readsDatesWithAndWithoutZonesAndColumnsThatAreNamedByNumbers() {
        List<FrameColumn> columns = List.of(
                new FrameColumn("0", FrameColumn.Type.DATE_TIME),
                new FrameColumn("1", FrameColumn.Type.DATE_TIME),
                new FrameColumn("2", FrameColumn.Type.DURATION));
        List<Object> row = List.of("2020-01-02T03:04:05.000", "2020-01-02T04:04:05.000+01:00", "P1DT0H0M0S");
        Sample frame = SchemaFromSample.pandas(columns, List.of(row), Orient.VALUES);

        Object converted = convert(frame, List.of(row));

        assertThat(converted)
                .isEqualTo(new FrameRows(
                        List.of("0", "1", "2"),
                        List.of(List.of(POINT, OffsetDateTime.parse("2020-01-02T04:04:05+01:00"), "P1DT0H0M0S"))));
        assertRefused(frame, List.of(List.of("soon", "soon", "P1D")), "/p/0/0: expected a date and time");
    }

    @Test
    void saysWhatIsWrongWithAFrame() {
        Sample records = frame(Orient.RECORDS);

        assertRefused(
                records,
                List.of(object("a", 1, "b", "x", "c", 1.5)),
                "data frame has size 3 on dimension #1, while expected value is 4");
        assertRefused(records, List.of(), "data frame has size 0 on dimension #1");
        assertRefused(records, "text", "/p: expected a list of rows");
        assertRefused(frame(Orient.SPLIT), Form.SPLIT_WITH_MORE.value, "JSON data had unexpected key(s): foo");
        assertRefused(
                records,
                List.of(object("a", "many", "b", "x", "c", 1.5, "d", true)),
                "/p/0/a: expected an integer but got the text \"many\"");
        assertRefused(
                records,
                List.of(object("a", JsonNull.NULL, "b", "x", "c", 1.5, "d", true)),
                "/p/0/a: expected an integer but got null");
    }

    @Test
    void convertsColumnsByNameInTheOrderInWhichTheyCome() {
        Object converted = convert(frame(Orient.RECORDS), List.of(object("d", true, "b", 7, "a", 1.7, "c", "2.5")));

        assertThat(converted)
                .isEqualTo(new FrameRows(List.of("d", "b", "a", "c"), List.of(List.of(true, "7", 1L, 2.5))));
    }

    @Test
    void leavesAColumnOfAnotherNameAsItCame() {
        Object converted = convert(frame(Orient.RECORDS), List.of(object("z", "1", "b", "x", "c", 1.5, "d", true)));

        assertThat(converted)
                .isEqualTo(new FrameRows(List.of("z", "b", "c", "d"), List.of(List.of("1", "x", 1.5, true))));
    }
}
