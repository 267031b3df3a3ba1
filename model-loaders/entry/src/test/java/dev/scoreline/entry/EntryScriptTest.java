package dev.scoreline.entry;

import static dev.scoreline.entry.Scripts.answer;
import static dev.scoreline.entry.Scripts.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.schema.NumpyType;
import dev.scoreline.model.schema.Parameter;
import dev.scoreline.model.schema.Sample;
import dev.scoreline.model.schema.Schema;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryScriptTest {

    @TempDir
    Path folder;

    private Scripts scripts;

    @BeforeEach
    void makeScripts() {
        scripts = new Scripts(folder);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(EntryScript script, String body) {
        return assertThatThrownBy(() -> script.run(request(body)))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT));
    }

    @Nested
    class GivesRun {

        @Test
        void theBodyAsText() {
            EntryScript script = scripts.open("String run(String data) { return data; }");

            assertThat(answer(script, "häagen {")).isEqualTo("häagen {");
            assertThat(script.input()).isEqualTo(EntryScript.Input.TEXT);
        }

        @Test
        void theHeadersBesides() {
            EntryScript script = scripts.open(
                    "Object run(Map<String, String> headers, String data) { return headers.get(\"test-HEADER\") + data; }");

            assertThat(answer(script, "!")).isEqualTo("hello!");
        }

        @Test
        void theRequestItself() {
            EntryScript script = scripts.open(
                    "Object run(EntryRequest request) { return request.method() + request.path() + request.text(); }");

            assertThat(answer(script, "x")).isEqualTo("POST/scorex");
            assertThat(script.input()).isEqualTo(EntryScript.Input.RAW);
        }

        @Test
        void parametersByName() {
            EntryScript script = scripts.open("Object run(double[][] rows, long add) { return rows[1][0] + add; }");

            assertThat(answer(script, "{\"other\": [{}], \"add\": 2, \"rows\": [[1], [2.5, 3]]}"))
                    .isEqualTo(4.5);
            assertThat(script.input()).isEqualTo(EntryScript.Input.JSON);
        }

        @Test
        void theLastOfAKeyThatComesTwice() {
            EntryScript script = scripts.open("int run(int num) { return num; }");

            assertThat(answer(script, "{\"num\": 1, \"num\": 2}")).isEqualTo(2);
        }

        @Test
        void whatMayBeLeftOutAsAnOptional() {
            EntryScript script = scripts.open("""
                    Object run(int num, OptionalInt size, Optional<String> color) {
                        return List.of(num, size.orElse(10), color.orElse("red"));
                    }
                    """);

            assertThat(answer(script, "{\"num\": 1}")).isEqualTo(List.of(1, 10, "red"));
            assertThat(answer(script, "{\"num\": 1, \"size\": 5, \"color\": \"blue\"}"))
                    .isEqualTo(List.of(1, 5, "blue"));
        }

        @Test
        void aRecordWithAllThatItHolds() {
            EntryScript script = scripts.open("""
                    enum Kind { CAT, DOG }
                    record Animal(String name, Kind kind, java.time.LocalDate born, List<Animal> young) {}
                    record Query(Animal animal, Map<String, float[]> weights, byte[] image, Optional<Double> limit) {}
                    Object run(Query query) { return query; }
                    """);

            Object answer = answer(script, """
                    {"animal": {"name": "Ann", "kind": "CAT", "born": "2020-01-31",
                      "young": [{"name": "Bob", "kind": "DOG", "born": "2021-01-31", "young": []}]},
                     "weights": {"a": [1, 2.5]}, "image": "AQI="}
                    """);

            Map<?, ?> query = (Map<?, ?>) answer;
            assertThat(query.get("animal").toString())
                    .isEqualTo("{name=Ann, kind=CAT, born=2020-01-31,"
                            + " young=[{name=Bob, kind=DOG, born=2021-01-31, young=[]}]}");
            assertThat(query.get("weights")).isEqualTo(Map.of("a", List.of(1f, 2.5f)));
            assertThat(query.get("image")).isEqualTo("AQI=");
            assertThat(query.get("limit")).isNull();
        }

        @Test
        void anyJsonAsPlainValues() {
            EntryScript script = scripts.open("Object run(Object body) { return body; }");

            assertThat(answer(script, "[1, 2.5, \"x\", null, {\"a\": true}, 123456789012345678901234567890]"))
                    .isEqualTo(Arrays.asList(
                            1, 2.5, "x", null, Map.of("a", true), new BigInteger("123456789012345678901234567890")));
        }

        @Test
        void anObjectAsAMap() {
            EntryScript script = scripts.open("Object run(Map<String, Object> body) { return body.size(); }");

            assertThat(answer(script, "{\"a\": 1, \"b\": []}")).isEqualTo(2);
            assertRefused(script, "[1]").hasMessage("the body: expected a JSON object but got another value");
        }

        @Test
        void bodiesInUtf16WithAMark() {
            EntryScript script = scripts.open("Object run(Object text) { return text; }");
            byte[] body = "\ufeff\"ä\"".getBytes(StandardCharsets.UTF_16LE);

            assertThat(Scripts.value(script.run(request("").withBody(body)))).isEqualTo("ä");
        }
    }

    @Nested
    class Refuses {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{\"num\": \"x\", \"rows\": []} | /num: expected a whole number but got the text \"x\"",
                    "{\"num\": 1.5, \"rows\": []} | /num: expected a whole number but got the number 1.5",
                    "{\"num\": 9999999999, \"rows\": []} | /num: expected a whole number from -2147483648 to 2147483647"
                            + " but got the number 9999999999",
                    "{\"num\": null, \"rows\": []} | /num: expected a whole number but got null",
                    "{\"num\": 1, \"rows\": [[1], [2, true]]} | /rows/1/1: expected a number but got true",
                    "{\"num\": 1, \"rows\": {}} | /rows: expected a list but got an object",
                    "{\"rows\": [], \"num\": \"x\" | the body is not JSON at line 1, column 24",
                    "{\"rows\": []} | A value is not provided for the 'num' parameter.",
                    "{ | the body is not JSON at line 1, column 2",
                    "{} 1 | the body is not JSON at line 1, column 4",
                    "{\"ää\": \"ü\", \"num\": , \"rows\": []} | the body is not JSON at line 1, column 20",
                    "`` | the body: expected JSON but got nothing",
                    "[1] | the body: expected a JSON object but got another value",
                })
        void whatDoesNotFitWithItsPlace(String body, String message) {
            EntryScript script = scripts.open("Object run(int num, double[][] rows) { return num; }");

            assertRefused(script, body).hasMessage(message);
        }

        @Test
        void whatARecordRefusesItself() {
            EntryScript script = scripts.open("""
                    record Inner(int age) {
                        Inner { if (age < 0) throw new IllegalArgumentException("age must not be negative"); }
                    }
                    record Outer(Inner inner, OptionalInt n) {
                        Outer { if (n.isPresent()) throw new IllegalArgumentException("no n please"); }
                    }
                    Object run(Outer outer) { return 1; }
                    """);

            assertRefused(script, "{\"inner\": {\"age\": -1}}").hasMessage("/inner: age must not be negative");
            assertRefused(script, "{\"inner\": {\"age\": 1}, \"n\": 2}").hasMessage("the body: no n please");
            assertRefused(script, "{\"inner\": {}}").hasMessage("/inner: the key 'age' is missing");
        }

        @Test
        void textThatIsNotUtf8InPythonsWords() {
            EntryScript script = scripts.open("String run(String data) { return data; }");
            String prefix = "Input cannot be decoded as UTF-8: 'utf-8' codec can't decode ";

            assertThatThrownBy(() -> script.run(request("").withBody(new byte[] {(byte) 0xFF})))
                    .hasMessage(prefix + "byte 0xff in position 0: invalid start byte");
            assertThatThrownBy(() -> script.run(request("").withBody(new byte[] {'a', (byte) 0xC3})))
                    .hasMessage(prefix + "byte 0xc3 in position 1: unexpected end of data");
            assertThatThrownBy(() -> script.run(request("").withBody(new byte[] {(byte) 0xC3, 'a'})))
                    .hasMessage(prefix + "byte 0xc3 in position 0: invalid continuation byte");
        }

        @Test
        void jsonThatIsTooDeep() {
            EntryScript script = scripts.open("Object run(Object body) { return body; }");

            assertRefused(script, "[".repeat(100_000)).hasMessageContaining("at most 200 levels");
        }

        @Test
        void anAnswerThatHasNoJson() {
            EntryScript script = scripts.open("Object run(String data) { return new Thread(); }");

            assertThatThrownBy(() -> script.run(request("")))
                    .hasMessageContaining("run() returned a java.lang.Thread, which has no JSON")
                    .isInstanceOfSatisfying(
                            InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
        }

        @Test
        void anAnswerThatHoldsItself() {
            EntryScript script = scripts.open(
                    "Object run(String data) { List<Object> list = new ArrayList<>(); list.add(list); return list; }");

            assertThatThrownBy(() -> script.run(request(""))).hasMessageContaining("holds itself");
        }
    }

    @Test
    void answersAnEmptyObjectForNothing() {
        assertThat(answer(scripts.open("void run(String data) {}"), "")).isEqualTo(Map.of());
    }

    @Test
    void turnsWhatRunThrowsIntoAFailureOfTheScript() {
        EntryScript script =
                scripts.open("Object run(String data) throws Exception { throw new Exception(\"secret\"); }");

        assertThatThrownBy(() -> script.run(request("")))
                .hasMessage("An unexpected error occurred in scoring script. Check the logs for more info.")
                .hasRootCauseMessage("secret")
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCRIPT_FAILED));
    }

    @Test
    void letsAScriptRefuseItsInputInItsOwnWords() {
        EntryScript script = scripts.open(
                "Object run(String data) { throw dev.scoreline.model.InferenceException.invalidInput(\"send more\"); }");

        assertRefused(script, "").hasMessage("send more");
    }

    @Test
    void countsAMisfitAsAFailureOfTheScriptWhereAzureDoes() {
        Path source = scripts.write("Score.java", "class Score { int run(int num) { return num; } }");
        EntryScript script = scripts.openAt(source.toString(), EntryScript.Conversion.FAILS);

        assertThatThrownBy(() -> script.run(request("{\"num\": \"x\"}")))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCRIPT_FAILED));
        assertRefused(script, "{}").hasMessage("A value is not provided for the 'num' parameter.");
    }

    @Nested
    class IsDescribed {

        private static Parameter only(EntryScript script) {
            assertThat(script.signature().inputs()).hasSize(1);
            return script.signature().inputs().get(0);
        }

        @ParameterizedTest
        @CsvSource({"short, INT16, 1", "int, INT32, 1", "long, INT64, 1", "float, FLOAT32, 1.0", "double, FLOAT64, 1.0"
        })
        void byArraysOfNumbersAsThoseOfNumPy(String type, NumpyType.Plain numpy, String element) {
            Parameter rows = only(scripts.open("Object run(" + type + "[][] rows) { return rows; }"));

            assertThat(rows.schema()).isEqualTo(new Schema.NumpyArray(numpy, List.of(1, 1)));
            assertThat(rows.example()).hasToString("[[" + element + "]]");
        }

        @Test
        void byListsAndOtherArraysAsStandardLists() {
            assertThat(only(scripts.open("Object run(boolean[] flags) { return flags; }"))
                            .schema())
                    .isEqualTo(new Schema.Items(Schema.Scalar.BOOLEAN, false, false));
        }

        @Test
        void bySamplesOfParametersComponentsAndTheAnswer() {
            EntryScript parameters = scripts.open(
                    "@EntrySample(\"[2.5]\") double[] run(@EntrySample(\"[[7]]\") long[][] rows) { return null; }");
            EntryScript record = scripts.open("""
                    record Query(@EntrySample("\\"2021-02-03\\"") java.time.LocalDate day) {}
                    Object run(Query query) { return query; }
                    """);

            assertThat(only(parameters).example()).isEqualTo(List.of(List.of(7)));
            assertThat(parameters.signature().output())
                    .contains(new Sample(new Schema.NumpyArray(NumpyType.Plain.FLOAT64, List.of(1)), List.of(2.5)));
            assertThat(only(record))
                    .isEqualTo(new Parameter("day", Schema.Scalar.DATE, "2021-02-03", Optional.empty()));
        }

        @Test
        void byTheSampleAloneWhereTheTypeSaysLittle() {
            Parameter data = only(scripts.open(
                    "Object run(@EntrySample(\"[null, 1, \\\"a\\\"]\") List<Object> data) { return data; }"));

            assertThat(data.schema()).isEqualTo(new Schema.Items(Schema.Scalar.STRING, true, false));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "long[] data | [1.5] | refused: /0: expected a whole number but got the number 1.5",
                    "long[] data | [1 | refused: the sample is not JSON at line 1, column 3",
                    "Object data, int more | null | must be a value but is null",
                    "String data | 1 | run() takes any text"
                })
        void byNoSampleThatDoesNotFit(String parameter, String sample, String why) {
            String members = "Object run(@EntrySample(\"" + sample + "\") " + parameter + ") { return data; }";

            assertThatThrownBy(() -> scripts.open(members))
                    .isInstanceOfSatisfying(
                            InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SCRIPT))
                    .hasMessageContaining(why);
        }
    }
}
