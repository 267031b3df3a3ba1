package dev.scoreline.scoring.codec;

import static dev.scoreline.model.ErrorCode.INPUT_TOO_LARGE;
import static dev.scoreline.model.ErrorCode.INVALID_INPUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.Table;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScoreDecoderTest {

    private static final List<Method> METHODS = List.of(
            new Method("predict", DataType.INT64, List.of(-1)),
            new Method("predict_proba", DataType.FLOAT64, List.of(-1, 2)));

    private static final List<Feature> PERSON = List.of(
            new Feature("age", DataType.FLOAT64),
            new Feature("city", DataType.STRING),
            new Feature("tag", DataType.OBJECT, false));

    private static final String OTHER_FORMS =
            "; or {\"data\": {\"columns\": […], \"data\": [[…]]}}, {\"input_data\": …} with the"
                    + " same or {\"name\": [[…]]}, {\"instances\": […]}, {\"inputs\": …}";

    private static final String FORMS_OF_ONE_NUMBER = "{\"data\": [[…]]} with rows of 1 value" + OTHER_FORMS;

    private static ModelSignature signature(List<Feature> features, boolean named, ExtraColumns extra) {
        return new ModelSignature(features, named, extra, METHODS);
    }

    private static JsonScoreDecoder numbers(int width) {
        return decoder(signature(ModelSignature.positions(width, DataType.FLOAT64), false, ExtraColumns.REFUSED));
    }

    private static JsonScoreDecoder named(String... names) {
        List<Feature> features = Arrays.stream(names)
                .map(name -> new Feature(name, DataType.FLOAT64))
                .toList();
        return decoder(signature(features, true, ExtraColumns.REFUSED));
    }

    private static JsonScoreDecoder person() {
        return decoder(signature(PERSON, true, ExtraColumns.REFUSED));
    }

    private static JsonScoreDecoder open() {
        return decoder(signature(List.of(), false, ExtraColumns.KEPT));
    }

    private static JsonScoreDecoder decoder(ModelSignature signature) {
        return new JsonScoreDecoder(signature, JsonLimits.DEFAULT);
    }

    private static ScoreRequest decode(JsonScoreDecoder decoder, String body) {
        byte[] bytes = ("##" + body + "#").getBytes(UTF_8);
        return decoder.decode(bytes, 2, bytes.length - 3);
    }

    private static InferenceException refusal(JsonScoreDecoder decoder, String body) {
        InferenceException refusal = catchThrowableOfType(InferenceException.class, () -> decode(decoder, body));
        assertThat(refusal).as("a refusal of %s", body).isNotNull();
        return refusal;
    }

    private static void refuses(JsonScoreDecoder decoder, String body, String message) {
        InferenceException refusal = refusal(decoder, body);
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.code()).isEqualTo(INVALID_INPUT);
    }

    private static double[] values(Table table) {
        return Arrays.copyOf(table.values(), table.rows() * table.width());
    }

    // What is read

    @Test
    void readsRowsOfNumbersStraightIntoADenseTable() {
        ScoreRequest request = decode(numbers(3), "{\"data\": [[1, 2.5, -3e2], [0, 1e-7, 12345678901234567890]]}");

        assertThat(request.method()).isEmpty();
        assertThat(request.places().of(1, 2)).isEqualTo("/data/1/2");
        assertThat(request.answer()).isEqualTo(AnswerForm.BARE);
        assertThat(request.table().rows()).isEqualTo(2);
        assertThat(values(request.table())).containsExactly(1, 2.5, -300, 0, 1e-7, 1.2345678901234567E19);
    }

    @Test
    void readsPythonsWordsTrueFalseAndNullAsNumbers() {
        ScoreRequest request = decode(numbers(6), "{\"data\":[[NaN,Infinity,-Infinity,true,false,null]]}");

        assertThat(values(request.table()))
                .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, 0, Double.NaN);
    }

    @Test
    void readsTheMethodBeforeOrBehindTheData() {
        assertThat(decode(numbers(1), "{\"method\":\"predict_proba\",\"data\":[[1]]}")
                        .method())
                .contains("predict_proba");
        assertThat(decode(numbers(1), "{\"data\":[[1]],\"method\":\"predict\"}").method())
                .contains("predict");
        assertThat(decode(numbers(1), "{\"data\":[[1]],\"method\":null}").method())
                .isEmpty();
    }

    @Test
    void skipsOtherKeys() {
        ScoreRequest request =
                decode(numbers(1), "{\"id\":{\"a\":[1,{\"b\":\"]}\"}]},\"data\":[[1]],\"GlobalParameters\":1.0}");

        assertThat(values(request.table())).containsExactly(1);
    }

    @Test
    void takesTheLastOfTwoDataKeys() {
        assertThat(values(decode(numbers(1), "{\"data\":[[1],[2]],\"data\":[[3]]}")
                        .table()))
                .containsExactly(3);
    }

    @Test
    void readsNoRows() {
        assertThat(decode(numbers(4), "{\"data\":[]}").table().rows()).isZero();
        assertThat(decode(numbers(4), "{\"data\":[]}").table().width()).isEqualTo(4);
        assertThat(decode(open(), "{\"data\":[]}").table().width()).isZero();
        assertThat(decode(person(), "{\"data\":[]}").table().rows()).isZero();
    }

    @Test
    void readsRecordsInAnyOrderOfKeys() {
        ScoreRequest request =
                decode(named("a", "b", "c"), "{\"data\":[{\"c\":3,\"a\":1,\"b\":2},{\"a\":4,\"b\":5,\"c\":6}]}");

        assertThat(request.places().of(1, 2)).isEqualTo("/data/1/c");
        assertThat(values(request.table())).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void readsListsForAModelWithNames() {
        assertThat(values(decode(named("a", "b"), "{\"data\":[[1,2]]}").table()))
                .containsExactly(1, 2);
    }

    @Test
    void typesColumnsByTheSignature() {
        Table table = decode(
                        person(),
                        "{\"data\":[{\"age\":1,\"city\":\"Oslo\",\"tag\":true},{\"age\":null,\"city\":null,\"tag\":2},"
                                + "{\"age\":true,\"city\":\"\",\"tag\":\"x\"},{\"age\":NaN,\"city\":\"é\",\"tag\":null},"
                                + "{\"age\":0,\"city\":\"b\",\"tag\":NaN}]}")
                .table();

        assertThat(((Column.Numbers) table.column(0)).values()).containsExactly(1, Double.NaN, 1, Double.NaN, 0);
        assertThat(((Column.Texts) table.column(1)).values()).containsExactly("Oslo", null, "", "é", "b");
        assertThat(((Column.Cells) table.column(2)).values()).containsExactly(true, 2.0, "x", null, Double.NaN);
    }

    @Test
    void keepsABareNanAmongTextsApartFromNone() {
        Column city = decode(person(), "{\"data\":[[1,\"a\",0],[1,NaN,0],[1,null,0]]}")
                .table()
                .column(1);

        assertThat(((Column.Cells) city).values()).containsExactly("a", Double.NaN, null);
    }

    @Test
    void countsAnOptionalColumnThatIsLeftOutAsMissing() {
        JsonScoreDecoder decoder = decoder(signature(
                List.of(new Feature("a", DataType.FLOAT64, false), new Feature("b", DataType.FLOAT64, false)),
                true,
                ExtraColumns.REFUSED));

        assertThat(values(decode(decoder, "{\"data\":[{\"a\":1},{\"b\":2},{}]}").table()))
                .containsExactly(1, Double.NaN, Double.NaN, 2, Double.NaN, Double.NaN);
        assertThat(((Column.Cells) decode(person(), "{\"data\":[{\"age\":1,\"city\":\"a\"}]}")
                                .table()
                                .column(2))
                        .values())
                .containsExactly((Object) null);
    }

    @Test
    void leavesOutUnknownColumnsWhereTheModelIgnoresThem() {
        JsonScoreDecoder decoder =
                decoder(signature(List.of(new Feature("a", DataType.FLOAT64)), true, ExtraColumns.IGNORED));

        assertThat(values(decode(decoder, "{\"data\":[{\"x\":[1,{}],\"a\":1,\"y\":\"t\"}]}")
                        .table()))
                .containsExactly(1);
        refuses(decoder, "{\"data\":[[1,2]]}", "/data/0: expected 1 value but got 2");
    }

    @Test
    void takesRowsOfAnyWidthWhereTheModelDoes() {
        Table table = decode(open(), "{\"data\":[[1,2,3,4,5,6,7,8,9,10],[1,2,3,4,5,6,7,8,9,11]]}")
                .table();

        assertThat(table.width()).isEqualTo(10);
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.values()[19]).isEqualTo(11);
        refuses(open(), "{\"data\":[[1,2],[1]]}", "/data/1: expected 2 values, as in the first row, but got 1");
        refuses(open(), "{\"data\":[[1,2],[1,2,[3]]]}", "/data/1: expected 2 values, as in the first row, but got 3");
    }

    @Test
    void keepsExtraColumnsBehindTypedOnesAsNumbers() {
        JsonScoreDecoder decoder =
                decoder(signature(List.of(new Feature("0", DataType.STRING)), false, ExtraColumns.KEPT));

        Table table = decode(decoder, "{\"data\":[[\"a\",1,2],[\"b\",3,4]]}").table();

        assertThat(table.width()).isEqualTo(3);
        assertThat(((Column.Numbers) table.column(2)).values()).containsExactly(2, 4);
        refuses(decoder, "{\"data\":[[]]}", "/data/0: expected 1 value but got 0");
    }

    @Test
    void readsEveryEncodingThatJsonHasHad() {
        JsonScoreDecoder decoder =
                decoder(signature(List.of(new Feature("c", DataType.STRING)), true, ExtraColumns.REFUSED));
        String body = "{\"data\":[[\"é😀\"]]}";
        for (String charset : List.of("UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
            for (String mark : List.of("", "\ufeff")) {
                byte[] bytes = (mark + body).getBytes(Charset.forName(charset));

                Table table = decoder.decode(bytes, 0, bytes.length).table();

                assertThat(((Column.Texts) table.column(0)).values())
                        .as(charset)
                        .containsExactly("é😀");
            }
        }
    }

    // What is refused, and how it is told

    @Test
    void namesThePlaceAndTheColumnOfAWrongValue() {
        refuses(
                named("id", "age"),
                "{\"data\":[[1,2],[1,\"x\"]]}",
                "/data/1/1: expected a number for column 'age' but got the text \"x\"");
        refuses(numbers(2), "{\"data\":[[1,\"1\"]]}", "/data/0/1: expected a number but got the text \"1\"");
        refuses(numbers(2), "{\"data\":[[1,[2]]]}", "/data/0/1: expected a number but got a list");
        refuses(numbers(2), "{\"data\":[[1,{}]]}", "/data/0/1: expected a number but got an object");
        refuses(
                named("a/b~c"),
                "{\"data\":[{\"a/b~c\":\"x\"}]}",
                "/data/0/a~1b~0c: expected a number for column 'a/b~c' but got the text \"x\"");
        refuses(
                person(),
                "{\"data\":[[1,7,0]]}",
                "/data/0/1: expected a text or null for column 'city' but got the number 7");
        refuses(
                person(),
                "{\"data\":[[1,true,0]]}",
                "/data/0/1: expected a text or null for column 'city' but got true");
        refuses(
                person(),
                "{\"data\":[[1,\"a\",[]]]}",
                "/data/0/2: expected a number, a text, true, false or null for column 'tag' but got a list");
    }

    @Test
    void countsTheValuesOfAWrongRow() {
        refuses(numbers(3), "{\"data\":[[1,2,3],[1,2]]}", "/data/1: expected 3 values but got 2");
        refuses(numbers(3), "{\"data\":[[1,2,3,4,[5,6],7]]}", "/data/0: expected 3 values but got 6");
    }

    @Test
    void tellsToWrapASingleRow() {
        refuses(
                numbers(3),
                "{\"data\":[1,2,3]}",
                "/data/0: expected a row but got the number 1: data is a list of rows, so wrap a single row into one more"
                        + " list, {\"data\": [[…]]}");
        refuses(numbers(3), "{\"data\":[[1,2,3],null]}", "/data/1: expected a row as the ones before it but got null");
    }

    @Test
    void refusesDataThatIsNoList() {
        refuses(numbers(1), "{\"data\":\"1\"}", "/data: expected a list of rows but got the text \"1\"");
        refuses(numbers(1), "{\"data\":null}", "/data: expected a list of rows but got null");
        refuses(
                numbers(1),
                "{\"data\":{\"a\":[1]}}",
                "/data: expected a list of rows but got an object, and the model does not know its columns by name: expected "
                        + FORMS_OF_ONE_NUMBER);
    }

    @Test
    void refusesAMixOfListsAndRecords() {
        refuses(
                named("a"),
                "{\"data\":[[1],{\"a\":1}]}",
                "/data/1: expected a list, as the first row is one, but got an object");
        refuses(
                named("a"),
                "{\"data\":[{\"a\":1},[1]]}",
                "/data/1: expected an object, as the first row is one, but got a list");
    }

    @Test
    void refusesRecordsWhereColumnsHaveNoNames() {
        refuses(
                numbers(2),
                "{\"data\":[{\"0\":1,\"1\":2}]}",
                "/data/0: got an object, but the model does not know its columns by name: expected {\"data\": [[…]]} with"
                        + " rows of 2 values");
    }

    @Test
    void namesTheColumnThatIsMissingUnknownOrGivenTwice() {
        refuses(named("a", "b"), "{\"data\":[{\"a\":1}]}", "/data/0: the column 'b' is missing");
        refuses(
                named("a", "b"),
                "{\"data\":[{\"a\":1,\"b\":2},{\"a\":1,\"B\":2}]}",
                "/data/1: the model has no column 'B': expected {\"data\": [[…]]} with rows of 2 values in the order 'a',"
                        + " 'b', or {\"data\": [{…}]} with the values by these names");
        refuses(named("a", "b"), "{\"data\":[{\"a\":1,\"a\":2,\"b\":1}]}", "/data/0: the column 'a' is given twice");
    }

    @Test
    void tellsTheModelsFormWhenDataIsMissing() {
        refuses(
                numbers(4),
                "{\"iris\":[[1]],\"id\":3}",
                "the key \"data\" is missing, the body has only 'iris', 'id': expected {\"data\": [[…]]} with rows of 4"
                        + " values" + OTHER_FORMS);
        refuses(
                open(),
                "{}",
                "the key \"data\" is missing, the body has no other key: expected {\"data\": [[…]]} with any number of"
                        + " rows, all equally long" + OTHER_FORMS);
        String[] names = new String[12];
        Arrays.setAll(names, i -> "column" + i);
        assertThat(refusal(named(names), "{}")).hasMessageContaining("'column9' and 2 more");
    }

    @Test
    void refusesABodyThatIsNoObject() {
        refuses(numbers(2), "[[1,2]]", "expected a JSON object like {\"data\": [[…]]} but the body is a list");
        refuses(numbers(2), "\"x\"", "expected a JSON object like {\"data\": [[…]]} but the body is the text \"x\"");
        refuses(numbers(2), "null", "expected a JSON object like {\"data\": [[…]]} but the body is null");
        refuses(numbers(2), "", "expected a JSON object like {\"data\": [[…]]} but the body is empty");
        refuses(numbers(2), " \n ", "expected a JSON object like {\"data\": [[…]]} but the body is empty");
        refuses(numbers(2), "\ufeff", "expected a JSON object like {\"data\": [[…]]} but the body is empty");
    }

    @Test
    void refusesAnUnknownMethod() {
        refuses(
                numbers(1),
                "{\"data\":[[1]],\"method\":\"fit\"}",
                "/method: expected one of 'predict', 'predict_proba' but got the text \"fit\"");
        refuses(
                numbers(1),
                "{\"data\":[[1]],\"method\":3}",
                "/method: expected one of 'predict', 'predict_proba' but got the number 3");
    }

    @Test
    void refusesNumbersOutOfRangeButNotTheirWords() {
        refuses(
                numbers(1),
                "{\"data\":[[-1e400]]}",
                "/data/0/0: the number -1e400 is none that a 64-bit float holds: its range ends at 1.8e308, and infinity is"
                        + " written Infinity");
        assertThat(refusal(numbers(1), "{\"data\":[[" + "9".repeat(400) + "]]}"))
                .hasMessageStartingWith("/data/0/0: the number 99999");
        assertThat(values(decode(numbers(1), "{\"data\":[[1e-400]]}").table())).containsExactly(0);
    }

    /** Numbers that lenient parsers let pass; the table of parsers in the project's notes on libraries has them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "1e",
                "1e+",
                "01",
                "-01",
                "1 2",
                ".5",
                "1.",
                "+1",
                "0x10",
                "1_0",
                "1f",
                "INF",
                "-INF",
                "+INF",
                "+Infinity",
                "-NaN",
                "nan",
                "None",
                "True",
                "'1'",
                "",
                ",",
                "1,",
                "--1",
                "1e5e5",
                "1.2.3",
                "١"
            })
    void refusesWhatIsNoJsonNumber(String number) {
        InferenceException refusal = refusal(numbers(1), "{\"data\":[[" + number + "]]}");

        assertThat(refusal.code()).isEqualTo(INVALID_INPUT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"data\":[[1 2]]} | line 1, column 13: Unexpected character ('2'): expected comma to separate Array entries",
                "{\"data\":[[1,]]} | line 1, column 13: Unexpected character (']'): expected a value",
                "{\"data\":[[1,2 | line 1, column 14: it ends too early",
                "{\"data\":[[tru]]} | line 1, column 11: Unrecognized token 'tru': expected a value",
                "{\"é\":1,data:1} | line 1, column 8: Unexpected character ('d'): expected double-quote to start field name",
                "{'data':1} | line 1, column 2: Unexpected character (''') : expected double-quote to start field name",
                "{\"data\":[]}} | line 1, column 12: Unexpected close marker '}': no open Object to close",
                "{\"data\":[]} x | line 1, column 13: Unrecognized token 'x': expected a value",
                "{\"data\":[[1]} | line 1, column 13: Unexpected close marker '}': expected ']'",
                "/*c*/{} | line 1, column 1: Unexpected character ('/'): JSON has no comments",
            })
    void tellsWhereABodyStopsBeingJson(String body, String reason) {
        refuses(
                numbers(1),
                body.strip(),
                "the body is not JSON at " + reason.strip().replace(") :", "):"));
    }

    @Test
    void countsLinesAndColumnsInCharacters() {
        assertThat(refusal(numbers(1), "{\n \"é😀\": 1,\n  \"€\" ; }"))
                .hasMessageStartingWith("the body is not JSON at line 3, column 7: ");
        assertThat(refusal(numbers(1), "\ufeff[1;")).hasMessageContaining("but the body is a list");
        assertThat(refusal(numbers(1), "\ufeff{;"))
                .hasMessageStartingWith("the body is not JSON at line 1, column 2: ");
    }

    @Test
    void refusesASecondObject() {
        refuses(
                numbers(1),
                "{\"data\":[]}{\"data\":[]}",
                "the body goes on after its JSON object: send one object a request");
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] body = "{\"data\":[[1]],\"é\":\"x\"}".getBytes(UTF_8);
        for (int[] wrong : new int[][] {{0xC0, 0xAF}, {0xFF, 0x20}, {0xC3, 0x28}}) {
            byte[] bytes = body.clone();
            bytes[15] = (byte) wrong[0];
            bytes[16] = (byte) wrong[1];

            InferenceException refusal = catchThrowableOfType(
                    InferenceException.class, () -> numbers(1).decode(bytes, 0, bytes.length));

            assertThat(refusal)
                    .hasMessage("the body is not UTF-8 at line 1, column 16: byte " + String.format("0x%02x", wrong[0])
                            + " cannot stand there: send JSON as UTF-8");
        }
    }

    @Test
    void echoesLittleOfTheClientsTextAndNothingThatDoesNotPrint() {
        String hostile = "\\u001b[2J\\n" + "x".repeat(5000);

        for (String body : List.of(
                "{\"data\":[[\"" + hostile + "\"]]}",
                "{\"" + hostile + "\":1}",
                "{\"method\":\"" + hostile + "\",\"data\":[]}",
                "{\"data\":[{\"" + hostile + "\":1}]}",
                "{\"data\":[[" + "x".repeat(5000) + "]]}",
                "{\"data\":\"" + hostile + "\"}",
                "\"" + hostile + "\"")) {
            String message = refusal(named("a"), body).getMessage();

            assertThat(message).hasSizeLessThan(600);
            assertThat(message.chars()).noneMatch(Character::isISOControl);
        }
    }

    @Test
    void refusesWhatIsOverALimit() {
        ModelSignature signature = signature(List.of(new Feature("a", DataType.OBJECT)), true, ExtraColumns.REFUSED);
        JsonScoreDecoder decoder = new JsonScoreDecoder(signature, new JsonLimits(6, 2, 100, 2000, 20, 40));

        tooLarge(decoder, "{\"x\":" + "[".repeat(50), "lists and objects are nested deeper than 6 levels");
        tooLarge(decoder, "{\"data\":[[1],[2],[3]]}", "/data: the request holds more than 2 rows");
        tooLarge(decoder, "{\"data\":[[\"" + "x".repeat(100_000) + "\"]]}", "a text is longer than 2000 characters");
        tooLarge(decoder, "{\"" + "x".repeat(100_000) + "\":1}", "a key is longer than 20 characters");
        tooLarge(decoder, "{\"data\":[[" + "1".repeat(1500) + "]]}", "a number has more than 40 characters");
        JsonScoreDecoder few = new JsonScoreDecoder(
                signature(List.of(), false, ExtraColumns.KEPT), JsonLimits.DEFAULT.withMaxValues(5));
        tooLarge(few, "{\"data\":[[1,2],[1,2],[1,2]]}", "/data: the request holds more than 5 values");
        tooLarge(few, "{\"data\":[[1,2,3,4,5,6]]}", "/data: the request holds more than 5 values");
        assertThat(decode(few, "{\"data\":[[1,2,3,4,5]]}").table().width()).isEqualTo(5);
    }

    private static void tooLarge(JsonScoreDecoder decoder, String body, String beginning) {
        InferenceException refusal = refusal(decoder, body);

        assertThat(refusal).hasMessageStartingWith(beginning).hasMessageContaining("which is the limit");
        assertThat(refusal.code()).isEqualTo(INPUT_TOO_LARGE);
    }

    @Test
    void bearsManyDifferentKeys() {
        StringBuilder body = new StringBuilder("{\"data\":[[1]]");
        for (int i = 0; i < 100_000; i++) {
            body.append(",\"k").append(i).append("\":0");
        }

        assertThat(decode(numbers(1), body.append('}').toString()).table().rows())
                .isEqualTo(1);
        assertThat(decode(numbers(1), "{\"data\":[[1],[2]]}").table().rows()).isEqualTo(2);
    }

    // Places of values that the model refuses

    @Test
    void locatesARefusedCellAsTheRequestWroteIt() {
        InferenceException refused = InferenceException.refusedCell(0, 1, "expected one of 'a', 'b'");

        assertThat(located(refused, "{\"data\":[[1,\"c\",0]]}")).hasMessage("/data/0/1: expected one of 'a', 'b'");
        assertThat(located(refused, "{\"data\":[{\"age\":1,\"city\":\"c\"}]}"))
                .hasMessage("/data/0/city: expected one of 'a', 'b'");
        assertThat(located(refused, "{\"instances\":[[1,\"c\",0]]}"))
                .hasMessage("/instances/0/1: expected one of 'a', 'b'");
        assertThat(located(refused, "{\"input_data\":{\"columns\":[\"tag\",\"age\",\"city\"],\"data\":[[0,1,\"c\"]]}}"))
                .hasMessage("/input_data/data/0/2: expected one of 'a', 'b'");
        assertThat(located(refused, "{\"data\":{\"age\":[1],\"city\":[\"c\"]}}"))
                .hasMessage("/data/city/0: expected one of 'a', 'b'");
        assertThat(located(refused, "{\"data\":{\"age\":{\"x/y\":1},\"city\":{\"x/y\":\"c\"}}}"))
                .hasMessage("/data/city/x~1y: expected one of 'a', 'b'");
        assertThat(located(refused, "{\"data\":{\"r\":{\"age\":1,\"city\":\"c\"}}}"))
                .hasMessage("/data/r/city: expected one of 'a', 'b'");
    }

    private static InferenceException located(InferenceException refused, String body) {
        InferenceException located = person().locate(refused, decode(person(), body));
        assertThat(located.code()).isEqualTo(INVALID_INPUT);
        return located;
    }

    @Test
    void leavesAFailureThatIsAboutNoCellAsItIs() {
        InferenceException failure = InferenceException.invalidInput("too few rows");

        assertThat(person().locate(failure, new ScoreRequest(Optional.empty(), Table.dense(new double[0], 0, 3))))
                .isSameAs(failure);
    }
}
