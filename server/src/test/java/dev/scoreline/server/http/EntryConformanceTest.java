package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rows of Azure ML's own tests that need a script, with strict compatibility: R are of its routes, U of its user script. The
 * scripts are the fixtures F0 to F22, in {@code src/test/resources/entry}.
 * Rows of scripts that cannot be served stand in {@code EntryStartTest}, those of a process in {@code ScriptProcessTest};
 * {@code ConformanceRowsTest} says which rows there are.
 */
@ExtendWith(VertxExtension.class)
class EntryConformanceTest {

    private static final String SCRIPT_FAILED =
            "An unexpected error occurred in scoring script. Check the logs for more info.";

    private Vertx vertx;
    private RunningServer server;

    @BeforeEach
    void takeVertx(Vertx given) {
        vertx = given;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void start(String script) {
        start(script, Map.of());
    }

    private void start(String script, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("AZUREML_COMPATIBILITY", "strict");
        server = RunningServer.ofScript(vertx, Path.of("src/test/resources/entry", script + ".java"), all);
    }

    private HttpResponse<Buffer> get(String query) {
        return server.get("/score" + query);
    }

    private HttpResponse<Buffer> post(String body, String... headers) {
        HttpRequest<Buffer> request = server.post("/score");
        for (int i = 0; i < headers.length; i += 2) {
            request.putHeader(headers[i], headers[i + 1]);
        }
        return request.sendBuffer(Buffer.buffer(body)).await();
    }

    private HttpResponse<Buffer> post(Buffer json) {
        return server.post("/score")
                .putHeader("content-type", "application/json")
                .sendBuffer(json)
                .await();
    }

    private HttpResponse<Buffer> postJson(String body) {
        return post(body, "content-type", "application/json");
    }

    private static void assertMessage(HttpResponse<Buffer> answer, int status, String message) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.bodyAsJsonObject()).isEqualTo(JsonObject.of("message", message));
    }

    private static void assertFailed(HttpResponse<Buffer> answer, String expected) {
        assertThat(answer.getHeader("x-ms-run-function-failed")).isEqualTo(expected);
    }

    @Nested
    class Routes {

        @ParameterizedTest
        @CsvSource({"false, 200", "true, 500"})
        void r2EchoesTheRequestId(boolean error, int status) {
            start("F3");

            HttpResponse<Buffer> made = postJson("{\"error\": " + error + "}");
            HttpResponse<Buffer> given = post(
                    "{\"error\": " + error + "}",
                    "content-type",
                    "application/json",
                    "x-request-id",
                    "test_routes_request_id");

            assertThat(made.statusCode()).isEqualTo(status);
            assertThat(UUID.fromString(made.getHeader("x-request-id"))).isNotNull();
            assertThat(given.getHeader("x-request-id")).isEqualTo("test_routes_request_id");
        }

        @Test
        void r8KeepsTheRequestIdFromTheScript() {
            start("F18");
            String id = UUID.randomUUID().toString();

            HttpResponse<Buffer> answer = post("", "x-request-id", id);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().getAll("x-request-id")).containsExactly(id);
        }

        @Test
        void r9AnswersJson() {
            start("F2");

            HttpResponse<Buffer> answer = get("");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.getHeader("content-type")).isEqualTo("application/json");
            assertThat(answer.bodyAsString()).isEqualTo("{\"a\": 1}");
            assertFailed(answer, "False");
            assertThat(answer.getHeader("x-ms-run-fn-exec-ms")).matches("[0-9]+\\.[0-9]{3}");
        }

        @Test
        void r10AnswersAnEmptyResponse() {
            start("F13");

            HttpResponse<Buffer> answer = get("");

            assertThat(answer.statusCode()).isEqualTo(333);
            assertThat(answer.getHeader("content-type")).isEqualTo("application/json");
            assertThat(answer.bodyAsString()).isEqualTo("{}");
            assertFailed(answer, "False");
        }

        @Test
        void r11AnswersText() {
            start("F14");

            HttpResponse<Buffer> answer = get("");

            assertThat(answer.statusCode()).isEqualTo(444);
            assertThat(answer.statusMessage()).isEqualTo("UNKNOWN");
            assertThat(answer.getHeader("content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(answer.bodyAsString()).isEqualTo("test");
            assertFailed(answer, "False");
        }

        @Test
        void r12AnswersTextAsJson() {
            start("F15");

            HttpResponse<Buffer> answer = get("");

            assertThat(answer.statusCode()).isEqualTo(555);
            assertThat(answer.getHeader("content-type")).isEqualTo("application/json");
            assertThat(answer.bodyAsString()).isEqualTo("\"test\"");
            assertFailed(answer, "True");
        }

        @Test
        void r13SendsTheScriptsHeaders() {
            start("F16");

            HttpResponse<Buffer> answer = get("");

            assertThat(answer.headers().getAll("a")).containsExactly("A");
            assertThat(answer.headers().getAll("b")).containsExactly("A", "B", "C");
            assertThat(answer.headers().getAll("content-type")).containsExactly("application/json", "A");
            assertThat(answer.headers().getAll("x-ms-run-function-failed")).containsExactly("True");
        }

        @Test
        void r14CountsAStatusOf500AsFailed() {
            start("F17");

            assertFailed(get(""), "True");
        }
    }

    @Nested
    class UserScript {

        @Test
        void u3LoadsAScript() {
            start("F4");

            assertThat(get("?num=10").bodyAsString()).isEqualTo("20");
        }

        @Test
        void u4LoadsAScriptThatDrivesAnother() {
            start("F4Driver");

            assertThat(get("?num=10").bodyAsString()).isEqualTo("20");
        }

        @Test
        void u7UsesCodeOfTheSourceDirectory(@TempDir Path root) throws IOException {
            Path folder = Files.createDirectories(root.resolve("lib").resolve("user"));
            Files.writeString(
                    folder.resolve("Module.java"),
                    "package user; public class Module { public static String key() { return \"value\"; } }");
            Path script = Files.writeString(
                    root.resolve("Main.java"),
                    "class Main { Object run(String data) { return java.util.Map.of(\"key\", user.Module.key()); } }");
            Map<String, String> settings = Map.of(
                    "AZUREML_COMPATIBILITY", "strict",
                    "AML_APP_ROOT", root.toString(),
                    "AZUREML_SOURCE_DIRECTORY", "lib");
            server = RunningServer.ofScript(vertx, script, settings);

            assertThat(get("").bodyAsString()).isEqualTo("{\"key\": \"value\"}");
        }

        @Test
        void u10HandsOverAQueryAsJson() {
            start("F1");

            HttpResponse<Buffer> answer = get("?a=1&b=x&c=1.2&d=1&d=2&d=3&e=null&f=%7B%22X%22:%22Y%22%7D");

            assertThat(new JsonArray("[" + answer.bodyAsString() + "]").getString(0))
                    .isEqualTo(
                            "{\"a\": 1, \"b\": \"x\", \"c\": 1.2, \"d\": [1, 2, 3], \"e\": null, \"f\": {\"X\": \"Y\"}}");
        }

        @Test
        void u11HandsOverABodyAsItIs() {
            start("F1");
            String body = "{\"a\":1,  \"b\": [\"é\"]}";

            assertThat(new JsonArray("[" + postJson(body).bodyAsString() + "]").getString(0))
                    .isEqualTo(body);
        }

        @Test
        void u12RefusesWhatIsNotUtf8() {
            start("F0");

            HttpResponse<Buffer> answer = server.post("/score")
                    .sendBuffer(Buffer.buffer(new byte[] {(byte) 0xFF}))
                    .await();

            assertMessage(
                    answer,
                    400,
                    "Input cannot be decoded as UTF-8: 'utf-8' codec can't decode byte 0xff in position 0: invalid start"
                            + " byte");
            assertFailed(answer, "False");
        }

        @ParameterizedTest
        @ValueSource(strings = {"F0", "F4"})
        void u13AnswersOptions(String script) {
            start(script);

            HttpResponse<Buffer> answer = server.send(HttpMethod.OPTIONS, "/score");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.bodyAsString()).isNull();
            assertFailed(answer, "False");
            assertThat(answer.headers().contains("x-ms-run-fn-exec-ms")).isFalse();
        }

        @Test
        void u14HasDefaults() {
            start("F7");

            assertThat(get("").bodyAsString()).isEqualTo("\"red\"");
        }

        @Test
        void u15HandsOverTheHeaders() {
            start("F8");

            HttpResponse<Buffer> answer = post(
                    "{\"param1\":\"hello\",\"param2\":\"world\"}",
                    "content-type",
                    "application/json",
                    "test-header",
                    "test-header-value");

            assertThat(answer.bodyAsJsonObject().getMap())
                    .containsEntry("param1", "hello")
                    .containsEntry("param2", "world")
                    .containsEntry("Test-Header", "test-header-value");
        }

        @Test
        void u16HandsOverTheRequest() {
            start("F9");

            assertThat(get("?a=1&b=x&c=1.2").bodyAsJsonArray()).containsExactly("GET", "a=1&b=x&c=1.2", "");
            assertThat(post("[1, 2, 3]").bodyAsJsonArray()).containsExactly("POST", "", "[1, 2, 3]");
            assertThat(server.send(HttpMethod.OPTIONS, "/score").bodyAsJsonArray())
                    .containsExactly("OPTIONS", "", "");
        }

        @Test
        void u17HasADefaultBesideTheRequest() {
            start("F9Color");

            assertThat(get("").bodyAsString()).isEqualTo("\"red\"");
        }

        @Test
        void c1CountsBrokenJsonThatARawScriptReadsAsItsFailure() {
            start("F9Json");

            assertThat(postJson("1").bodyAsString()).isEqualTo("1.0");
            assertMessage(postJson("{"), 500, SCRIPT_FAILED);
            assertFailed(postJson("{"), "True");
        }

        @Test
        void u18TakesATypedParameter() {
            start("F4");

            assertThat(get("?num=10").statusCode()).isEqualTo(200);
            assertThat(postJson("{\"num\": 10}").bodyAsString()).isEqualTo("20");
        }

        @Test
        void u19IgnoresWhatItDoesNotTake() {
            start("F4");

            assertThat(get("?num=10&nums=10&nums=20").bodyAsString()).isEqualTo("20");
            assertThat(postJson("{\"num\": 10, \"nums\": [10, 20]}").bodyAsString())
                    .isEqualTo("20");
        }

        @Test
        void u20NamesWhatIsMissing() {
            start("F4");

            assertMessage(get("?a=10"), 400, "A value is not provided for the 'num' parameter.");
            HttpResponse<Buffer> answer = postJson("{\"a\": 10}");
            assertMessage(answer, 400, "A value is not provided for the 'num' parameter.");
            assertFailed(answer, "False");
        }

        @Test
        void u21TakesSeveralParameters() {
            start("F5");

            assertThat(get("?num=10&nums=10&nums=20").bodyAsString()).isEqualTo("[10, [10, 20]]");
            assertThat(postJson("{\"num\": 10, \"nums\": [10, 20]}").bodyAsString())
                    .isEqualTo("[10, [10, 20]]");
        }

        @Test
        void u22RefusesWhatIsNoObject() {
            start("F4");

            assertMessage(postJson("[1,2,3]"), 400, "POST body should be a JSON dictionary.");
        }

        @Test
        void u23RefusesAnEmptyBody() {
            start("F4");

            assertMessage(postJson(""), 400, "POST body is empty. Expecting a JSON dictionary.");
        }

        @Test
        void u24RefusesABodyWithoutAType() {
            start("F4");

            assertMessage(server.post("/score").send().await(), 415, "Expects Content-Type to be application/json");
        }

        @Test
        void u25SaysWhereJsonEnds() {
            start("F4");

            assertMessage(
                    postJson("{"),
                    400,
                    "POST body could not be decoded as JSON: Expecting property name enclosed in double quotes: line 1"
                            + " column 2 (char 1)");
        }

        @ParameterizedTest
        @ValueSource(strings = {"application/json", "text/plain", "application/octet-stream"})
        void u26TakesTextOfAnyType(String type) {
            start("F1");

            HttpResponse<Buffer> answer = post("{\"data\": \"some plain text\"}", "content-type", type);

            assertThat(answer.bodyAsString()).isEqualTo("\"{\\\"data\\\": \\\"some plain text\\\"}\"");
        }

        @Test
        void u26TakesTextWithoutAType() {
            start("F1");

            assertThat(post("{\"data\": \"some plain text\"}").bodyAsString())
                    .isEqualTo("\"{\\\"data\\\": \\\"some plain text\\\"}\"");
            assertThat(get("?data=some%20plain%20text").bodyAsString())
                    .isEqualTo("\"{\\\"data\\\": \\\"some plain text\\\"}\"");
        }

        @Test
        void u27HasDefaultsForTypedParameters() {
            start("F4Default");
            assertThat(postJson("{}").bodyAsString()).isEqualTo("1");
            assertThat(postJson("{\"num\": 10}").bodyAsString()).isEqualTo("10");
            assertThat(get("").bodyAsString()).isEqualTo("1");
            assertThat(get("?num=10").bodyAsString()).isEqualTo("10");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"num\": 1} | ?num=1 | [1, 10, \"red\"]",
                    "{\"num\": 1, \"size\": 5} | ?num=1&size=5 | [1, 5, \"red\"]",
                    "{\"num\": 1, \"color\": \"blue\"} | ?num=1&color=blue | [1, 10, \"blue\"]"
                })
        void u27HasDefaultsForSomeParameters(String body, String query, String expected) {
            start("F6");

            assertThat(postJson(body).bodyAsString()).isEqualTo(expected);
            assertThat(get(query).bodyAsString()).isEqualTo(expected);
        }

        @Test
        void u28TellsOfAnException() {
            start("F10");

            HttpResponse<Buffer> answer = get("");

            assertMessage(answer, 500, SCRIPT_FAILED);
            assertFailed(answer, "True");
            assertThat(answer.headers().contains("x-ms-run-fn-exec-ms")).isFalse();
        }

        @Test
        void u29CountsTheExceptionOfALibraryAsItsFailure() {
            start("F10Model");

            HttpResponse<Buffer> answer = get("");

            assertMessage(answer, 500, SCRIPT_FAILED);
            assertFailed(answer, "True");
        }

        /**
         * The contract: from N to N + 10 ms of execution, and under N + 30 ms for the whole request. That no run is told shorter
         * than it was holds for each; the upper bounds are the server's own share, which the best of several tries shows also on
         * a machine that has other things to do.
         */
        @ParameterizedTest
        @ValueSource(ints = {200, 400})
        void u30MeasuresTheRun(int millis) {
            start("F11");

            assertBestOfTries(millis + 30, () -> {
                HttpResponse<Buffer> answer = post(String.valueOf(millis / 1000.0));
                double execution = Double.parseDouble(answer.getHeader("x-ms-run-fn-exec-ms"));
                assertThat(execution).isGreaterThanOrEqualTo(millis);
                return execution < millis + 10;
            });
        }

        /** The contract: within 10 ms of the limit. Never before it, and with the best of several tries that soon after it. */
        @ParameterizedTest
        @ValueSource(ints = {200, 400})
        void u31InterruptsWhatTakesTooLong(int millis) {
            start("F12", Map.of("SCORING_TIMEOUT_MS", String.valueOf(millis)));

            double best = assertBestOfTries(millis + 10, () -> {
                HttpResponse<Buffer> answer = get("");
                assertMessage(answer, 500, "Scoring timeout after " + millis + " ms");
                assertFailed(answer, "True");
                assertThat(answer.headers().contains("x-ms-run-fn-exec-ms")).isFalse();
                return true;
            });
            assertThat(best).isGreaterThanOrEqualTo(millis);
        }

        /** How many processes and threads want each processor, over the last minute; negative where nobody counts. */
        private static double load() {
            OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
            return machine.getSystemLoadAverage() / machine.getAvailableProcessors();
        }

        /** Asks until one answer is right and takes less than so many milliseconds, and says how long it took. */
        private static double assertBestOfTries(int millis, BooleanSupplier isRight) {
            double best = Double.MAX_VALUE;
            for (int i = 0; i < 50 && best >= millis; i++) {
                long start = System.nanoTime();
                boolean right = isRight.getAsBoolean();
                double took = (System.nanoTime() - start) / 1e6;
                best = right ? Math.min(best, took) : best;
            }
            assumeThat(best >= millis && load() > 1)
                    .as("the machine has more to do than it has processors, so that none of 50 tries was soon enough")
                    .isFalse();
            assertThat(best).as("the best of 50 tries in milliseconds").isLessThan(millis);
            return best;
        }
    }

    @Nested
    class Observed {

        @Test
        void f20EchoesARawRequest() {
            start("F20");

            JsonObject echoed = post("some body", "x-colour", "red").bodyAsJsonObject();

            assertThat(echoed.getString("body")).isEqualTo("some body");
            assertThat(echoed.getJsonObject("headers").getString("X-Colour")).isEqualTo("red");
            assertThat(echoed.getLong("pid")).isEqualTo(ProcessHandle.current().pid());
        }

        @ParameterizedTest
        @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
        void x5HandsOverNothingOfAForm(String type) {
            start("F1");

            assertThat(post("a=b", "content-type", type).bodyAsString()).isEqualTo("\"\"");
        }

        @Test
        void x6CountsAMisfitAsAFailureOfTheScript() {
            start("F4");

            HttpResponse<Buffer> answer = postJson("{\"num\": \"x\"}");

            assertMessage(answer, 500, SCRIPT_FAILED);
            assertFailed(answer, "True");
        }

        @ParameterizedTest
        @CsvSource({"application/vnd.api+json, 200", "APPLICATION/JSON; charset=utf-8, 200", "text/json, 415"})
        void x7LooksAtTheType(String type, int status) {
            start("F4");

            assertThat(post("{\"num\": 1}", "content-type", type).statusCode()).isEqualTo(status);
        }

        @Test
        void x8ReadsEveryEncodingOfJson() {
            start("F4");

            for (Charset charset :
                    List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                byte[] body = "\ufeff{\"num\": 1}".getBytes(charset);
                assertThat(post(Buffer.buffer(body)).bodyAsString())
                        .as(charset.name())
                        .isEqualTo("11");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"num\": 1, \"x\": \"\u00ff\"}", "{\"num\": \u00ff}"})
        void x9CountsBrokenUtf8AsAFailureOfTheServer(String body) {
            start("F4");

            HttpResponse<Buffer> answer = post(Buffer.buffer(body.getBytes(StandardCharsets.ISO_8859_1)));

            assertMessage(answer, 500, "An unexpected internal error occurred. Check the logs for more info.");
            assertFailed(answer, "False");
        }

        @Test
        void x10WritesWhatPythonWrites() {
            start("F1");

            assertThat(post("\u00e9").bodyAsString()).isEqualTo("\"\\u00e9\"");
        }

        @Test
        void x11TakesTheLastOfAKeyThatComesTwice() {
            start("F4");

            assertThat(postJson("{\"num\": 1, \"num\": 2}").bodyAsString()).isEqualTo("12");
        }

        /** That server's one worker takes them one after the other. */
        @Test
        void x15AnswersTwoRequestsOfWhichOneIsSlow() {
            start("F20");

            Future<HttpResponse<Buffer>> slow =
                    server.post("/score").putHeader("sleep-in-sec", "1").sendBuffer(Buffer.buffer("slow"));
            HttpResponse<Buffer> fast = post("fast");

            assertThat(fast.bodyAsJsonObject().getString("body")).isEqualTo("fast");
            assertThat(slow.await().bodyAsJsonObject().getString("body")).isEqualTo("slow");
        }

        @Test
        void answersAProbeDuringAScore() {
            start("F20");
            Future<HttpResponse<Buffer>> slow =
                    server.post("/score").putHeader("sleep-in-sec", "1").sendBuffer(Buffer.buffer("slow"));

            assertThat(server.get("/").bodyAsString()).isEqualTo("Healthy");

            assertThat(slow.await().statusCode()).isEqualTo(200);
        }

        @Test
        void takesDates() {
            start("Dates");

            assertThat(postJson("{\"date\": \"2020-02-28\"}").bodyAsString()).isEqualTo("\"2020-02-29\"");
        }

        @Test
        void takesWhatSparkWouldCallAStruct() {
            start("Struct");
            String body =
                    "{\"rows\": [{\"b\": 1, \"s\": 2, \"d\": 12.50, \"at\": \"2020-01-02T03:04:05Z\", \"raw\": \"AQI=\","
                            + " \"tags\": [\"x\"], \"sizes\": {\"a\": 1.5}}]}";

            assertThat(postJson(body).bodyAsString())
                    .isEqualTo(
                            "[{\"b\": 1, \"s\": 2, \"d\": 12.50, \"at\": \"2020-01-02T03:04:05Z\", \"raw\": \"AQI=\","
                                    + " \"tags\": [\"x\"], \"sizes\": {\"a\": 1.5}}]");
        }

        @Test
        void s2DescribesTypedParameters() {
            start("F4");

            JsonObject input = server.get("/swagger.json")
                    .bodyAsJsonObject()
                    .getJsonObject("definitions")
                    .getJsonObject("ServiceInput");

            assertThat(input.getJsonObject("properties").getJsonObject("num").getString("type"))
                    .isEqualTo("integer");
        }

        @Test
        void s4HasNoVersion2ForASampleOfMixedTypes() {
            start("F22");
            String refusal =
                    "Swagger version [2] is not supported for the scoring script. Supported swagger versions: [3, 3.1].";

            assertMessage(server.get("/swagger.json?version=2"), 404, refusal);
            assertMessage(server.get("/swagger.json"), 404, refusal);
            assertThat(server.get("/swagger.json?version=3").statusCode()).isEqualTo(200);
        }

        /** The whole documents of the contract's worked example, which the tests of the swagger module hold against parsers. */
        @Test
        void s7DescribesTheSumOfAVector() throws IOException {
            start("F21");
            JsonObject version3 = document("worked-example-3.0.json");

            assertThat(server.get("/swagger.json?version=2").bodyAsJsonObject())
                    .isEqualTo(document("worked-example-2.0.json"));
            assertThat(server.get("/swagger.json?version=3").bodyAsJsonObject()).isEqualTo(version3);
            assertThat(server.get("/swagger.json?version=3.1").bodyAsJsonObject())
                    .isEqualTo(version3.copy().put("openapi", "3.1.0"));
            assertThat(postJson("{\"data\": [1, 2, 3]}").bodyAsString()).isEqualTo("[6.0]");
        }

        private static JsonObject document(String name) throws IOException {
            return new JsonObject(Files.readString(
                    Path.of("..", "swagger", "src", "test", "resources", "dev", "scoreline", "swagger", name)));
        }

        @Test
        void s9DescribesTextAsAnyObject() {
            start("F1");

            assertThat(server.get("/swagger.json")
                            .bodyAsJsonObject()
                            .getJsonObject("definitions")
                            .getJsonObject("ServiceInput"))
                    .isEqualTo(new JsonObject("{\"type\":\"object\",\"example\":{}}"));
        }

        @Test
        void readsListsOfSeveralTypes() {
            start("F22");

            assertThat(postJson("{\"data\": [1, \"a\"]}").bodyAsJsonArray()).isEqualTo(new JsonArray(List.of(1, "a")));
        }
    }

    @Nested
    class ByDefault {

        @Test
        void aMisfitIsTheClientsWithItsPlace() {
            start("F4", Map.of("AZUREML_COMPATIBILITY", "default"));

            HttpResponse<Buffer> answer = postJson("{\"num\": \"x\"}");

            assertMessage(answer, 400, "/num: expected a whole number but got the text \"x\"");
            assertFailed(answer, "False");
        }

        @Test
        void tellsBrokenJsonInItsOwnWords() {
            start("F4", Map.of("AZUREML_COMPATIBILITY", "default"));

            assertMessage(postJson("{\"num\": 1,,"), 400, "the body is not JSON at line 1, column 11");
        }

        @Test
        void tellsBrokenUtf8AsTheClients() {
            start("F4", Map.of("AZUREML_COMPATIBILITY", "default"));

            HttpResponse<Buffer> answer =
                    post(Buffer.buffer("{\"num\": \u00ff}".getBytes(StandardCharsets.ISO_8859_1)));

            assertMessage(answer, 400, "the body is not JSON at line 1, column 10");
            assertFailed(answer, "False");
        }

        @Test
        void headersKeepTheirCommas() {
            start("F16", Map.of("AZUREML_COMPATIBILITY", "default"));

            assertThat(get("").headers().getAll("b")).containsExactly("A, B, C");
            assertThat(get("").headers().getAll("content-type")).containsExactly("application/json");
        }

        @Test
        void aFormIsHandedOverAsText() {
            start("F1", Map.of("AZUREML_COMPATIBILITY", "default"));

            assertThat(post("a=b", "content-type", "application/x-www-form-urlencoded")
                            .bodyAsString())
                    .isEqualTo("\"a=b\"");
        }

        @Test
        void answersAreAsShortAsThoseOfModels() {
            start("F2", Map.of("AZUREML_COMPATIBILITY", "default"));

            assertThat(get("").bodyAsString()).isEqualTo("{\"a\":1}");
        }
    }
}
