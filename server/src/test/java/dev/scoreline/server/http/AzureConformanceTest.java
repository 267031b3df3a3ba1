package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.scoring.ScoringLimits;
import dev.scoreline.testkit.FakeModel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Azure ML's inference server 1.5.1 was seen to answer, with strict compatibility. Methods are named for the rows of the
 * contract's tables: R for its routes' tests, X for what was only observed, A for its sections, U for the user's code where a
 * model can play it. The model sums a row of one number and fails on 13 and knows
 * no answer to 99.
 */
@ExtendWith(VertxExtension.class)
class AzureConformanceTest {

    private static final String ROW = "{\"data\":[[1]]}";
    private static final String JSON = "application/json";
    private static final String HUNDRED = "A".repeat(100);
    private static final String QUERY = "/score?data=%5B%5B1%5D%5D";
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String SCRIPT_FAILED =
            "{\"message\": \"An unexpected error occurred in scoring script. Check the logs for more info.\"}";

    private RunningServer server;

    @BeforeEach
    void start(Vertx vertx) {
        server = start(vertx, Map.of());
    }

    private static RunningServer start(Vertx vertx, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("AZUREML_COMPATIBILITY", "strict");
        FakeModel model = FakeModel.of(
                ModelSignature.positions(1, DataType.FLOAT64), false, AzureConformanceTest::failsOnThirteen);
        return RunningServer.of(vertx, model, ScoringLimits.DEFAULT, all);
    }

    private static Payload failsOnThirteen(Table table) {
        if (table.rows() == 1 && table.values()[0] == 13) {
            throw new InferenceException(ErrorCode.MODEL_FAILED, "thirteen");
        }
        double[] answer = Arrays.copyOf(table.values(), table.rows());
        for (int i = 0; i < answer.length; i++) {
            answer[i] = answer[i] == 99 ? Double.NaN : answer[i];
        }
        return new Tensor.Doubles(new int[] {answer.length}, answer);
    }

    private void restart(Vertx vertx, Map<String, String> environment) {
        server.close();
        server = start(vertx, environment);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<Buffer> get(String path, String... headers) {
        return server.send(HttpMethod.GET, path, map(headers));
    }

    private HttpResponse<Buffer> post(String body, String... headers) {
        Map<String, String> all = map(headers);
        all.putIfAbsent("content-type", JSON);
        return server.send(HttpMethod.POST, "/score", all, Buffer.buffer(body));
    }

    private static Map<String, String> map(String... headers) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], headers[i + 1]);
        }
        return map;
    }

    private static String[] ids(HttpResponse<Buffer> answer) {
        return new String[] {
            answer.getHeader("x-request-id"),
            answer.getHeader("x-ms-request-id"),
            answer.getHeader("x-ms-client-request-id")
        };
    }

    private static void assertNoIds(HttpResponse<Buffer> answer) {
        assertThat(ids(answer)).containsOnlyNulls();
    }

    private static void assertMessage(HttpResponse<Buffer> answer, int status, String message) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.getHeader("content-type")).isEqualTo(JSON);
        assertThat(answer.bodyAsString()).isEqualTo("{\"message\": \"" + message + "\"}");
    }

    @Test
    void r1Health() {
        HttpResponse<Buffer> answer = get("/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsString()).isEqualTo("Healthy");
        assertThat(answer.getHeader("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.getHeader("x-ms-run-function-failed")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "13"})
    void r2RequestId(String value) {
        String body = "{\"data\":[[" + value + "]]}";

        String[] made = ids(post(body));
        assertThat(made[0]).matches(UUID_TEXT).isEqualTo(made[1]);
        assertThat(UUID.fromString(made[0]).version()).isEqualTo(4);

        String[] given = ids(post(body, "x-request-id", "test_routes_request_id"));
        assertThat(given).containsExactly("test_routes_request_id", "test_routes_request_id", (String) null);
    }

    @Test
    void r3RequestIdLimit() {
        assertThat(get(QUERY, "x-request-id", HUNDRED).statusCode()).isEqualTo(200);

        HttpResponse<Buffer> refused = get(QUERY, "x-request-id", HUNDRED + "A");
        assertMessage(refused, 431, "x-request-id must not exceed 100 characters");
        assertThat(refused.getHeader("x-ms-run-function-failed")).isEqualTo("False");
        assertNoIds(refused);
    }

    @ParameterizedTest
    @CsvSource({
        ",,,         gen,gen,", //
        "A,,,        A,A,",
        ",B,,        gen,B,B",
        ",,C,        gen,C,C",
        "A,B,,       A,B,B",
        "A,,C,       A,C,C",
        ",B,C,       gen,B,C",
        "A,B,C,      A,B,C",
    })
    void r5ClientRequestIdAndTheWholeMatrix(
            String request, String older, String client, String toRequest, String toOlder, String toClient) {
        Map<String, String> headers = new HashMap<>();
        put(headers, "x-request-id", request);
        put(headers, "x-ms-request-id", older);
        put(headers, "x-ms-client-request-id", client);

        String[] ids = ids(server.send(HttpMethod.GET, QUERY, headers));

        if ("gen".equals(toRequest)) {
            assertThat(ids[0]).matches(UUID_TEXT);
        } else {
            assertThat(ids[0]).isEqualTo(toRequest);
        }
        assertThat(ids[1]).isEqualTo("gen".equals(toOlder) ? ids[0] : toOlder);
        assertThat(ids[2]).isEqualTo(toClient);
    }

    private static void put(Map<String, String> headers, String name, String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-ms-request-id", "x-ms-client-request-id"})
    void r6ClientRequestIdLimit(String header) {
        String message = "x-ms-request-id and x-ms-client-request-id must not exceed 100 characters";
        assertThat(get(QUERY, header, HUNDRED).statusCode()).isEqualTo(200);

        HttpResponse<Buffer> made = get(QUERY, header, HUNDRED + "A");
        assertMessage(made, 431, message);
        assertThat(ids(made)[0]).matches(UUID_TEXT);
        assertThat(ids(made)).containsExactly(ids(made)[0], null, null);

        HttpResponse<Buffer> given = get(QUERY, header, HUNDRED + "A", "x-request-id", "A");
        assertMessage(given, 431, message);
        assertThat(ids(given)).containsExactly("A", null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/swagger.json"})
    void a2TheLimitHoldsOnEveryRoute(String path) {
        assertMessage(
                get(path, "x-request-id", HUNDRED + "A", "x-ms-request-id", HUNDRED + "A"),
                431,
                "x-request-id must not exceed 100 characters");
    }

    @Test
    void r7TraceId() {
        assertThat(get(QUERY, "TraceId", "test-id").getHeader("TraceId")).isEqualTo("test-id");
        assertThat(get(QUERY, "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                        .getHeader("traceparent"))
                .isNull();
    }

    @Test
    void r9ScoringResponseJson() {
        HttpResponse<Buffer> answer = get("/score?data=%5B%5B1%5D,%5B2%5D%5D&method=predict");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("content-type")).isEqualTo(JSON);
        assertThat(answer.bodyAsString()).isEqualTo("{\"predict\": [1.0, 2.0]}");
        assertThat(answer.getHeader("x-ms-run-function-failed")).isEqualTo("False");
        assertThat(answer.getHeader("x-ms-run-fn-exec-ms")).matches("[0-9]+\\.[0-9]{3}");
    }

    @Test
    void r15CorsEnabled(Vertx vertx) {
        restart(vertx, Map.of("AML_CORS_ORIGINS", "www.microsoft.com,  www.bing.com"));

        HttpResponse<Buffer> answer = server.send(HttpMethod.OPTIONS, "/score", map("Origin", "www.microsoft.com"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("access-control-allow-origin")).isEqualTo("www.microsoft.com");
        assertThat(answer.getHeader("vary")).isEqualToIgnoringCase("Origin");
    }

    @Test
    void r16CorsOfAnotherOrigin(Vertx vertx) {
        restart(vertx, Map.of("AML_CORS_ORIGINS", "www.microsoft.com,  www.bing.com"));

        HttpResponse<Buffer> answer = server.send(HttpMethod.OPTIONS, "/score", map("Origin", "www.azure.com"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("access-control-allow-origin")).isNull();
        assertThat(answer.getHeader("vary")).isNull();
    }

    @Test
    void a7NoOriginGetsTheFirstOneOfAList(Vertx vertx) {
        restart(vertx, Map.of("AML_CORS_ORIGINS", "www.microsoft.com,  www.bing.com"));

        assertThat(get("/").getHeader("access-control-allow-origin")).isEqualTo("www.bing.com");
        assertThat(get("/").getHeader("vary")).isEqualToIgnoringCase("Origin");
    }

    @Test
    void a7APreflight(Vertx vertx) {
        restart(vertx, Map.of("AML_CORS_ORIGINS", "*"));

        HttpResponse<Buffer> answer = server.send(
                HttpMethod.OPTIONS,
                "/score",
                map(
                        "Origin", "https://a.example",
                        "Access-Control-Request-Method", "POST",
                        "Access-Control-Request-Headers", "X-Foo, Authorization, content-type"));

        assertThat(answer.getHeader("access-control-allow-origin")).isEqualTo("https://a.example");
        assertThat(answer.getHeader("access-control-allow-methods")).isEqualTo("GET, POST");
        assertThat(answer.getHeader("access-control-allow-headers")).isEqualTo("Authorization, X-Foo, content-type");
        assertThat(answer.headers())
                .noneMatch(header -> header.getKey().matches("(?i).*(credentials|max-age|expose).*"));
    }

    @Test
    void a7APreflightOfAnotherMethodNamesNoMethods(Vertx vertx) {
        restart(vertx, Map.of("AML_CORS_ORIGINS", "https://a.example"));

        HttpResponse<Buffer> answer = server.send(
                HttpMethod.OPTIONS,
                "/score",
                map(
                        "Origin", "https://a.example",
                        "Access-Control-Request-Method", "PUT",
                        "Access-Control-Request-Headers", "X-Foo"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("access-control-allow-origin")).isEqualTo("https://a.example");
        assertThat(answer.getHeader("vary")).isEqualToIgnoringCase("Origin");
        assertThat(answer.getHeader("access-control-allow-methods")).isNull();
        assertThat(answer.getHeader("access-control-allow-headers")).isNull();
    }

    @Test
    void a7NoOriginGetsTheStarWhereAllMay(Vertx vertx) {
        restart(vertx, Map.of("AML_CORS_ORIGINS", "*"));

        assertThat(get(QUERY).getHeader("access-control-allow-origin")).isEqualTo("*");
    }

    @Test
    void a7OriginsAreComparedWithoutCaseAndEchoedAsSent(Vertx vertx) {
        restart(vertx, Map.of("AML_CORS_ORIGINS", "https://a.example, https://b.example"));

        HttpResponse<Buffer> answer = get(QUERY, "Origin", "HTTPS://B.Example");
        assertThat(answer.getHeader("access-control-allow-origin")).isEqualTo("HTTPS://B.Example");
        assertThat(answer.getHeader("vary")).isEqualToIgnoringCase("Origin");
        assertThat(get(QUERY, "Origin", "http://b.example").getHeader("access-control-allow-origin"))
                .isNull();
    }

    @Test
    void a7NotOnTheRoutersAnswers(Vertx vertx) {
        restart(vertx, Map.of("AML_CORS_ORIGINS", "*"));

        assertThat(get("/nothing", "Origin", "x").getHeader("access-control-allow-origin"))
                .isNull();
        assertThat(post("{", "Origin", "x").getHeader("access-control-allow-origin"))
                .isEqualTo("x");
    }

    @Test
    void r17NotFound() {
        HttpResponse<Buffer> answer = get("/does_not_exist");

        assertMessage(
                answer,
                404,
                "The requested URL was not found on the server. If you entered the URL manually please check your"
                        + " spelling and try again.");
        assertThat(answer.statusMessage()).isEqualTo("NOT FOUND");
        assertBare(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE,/",
        "POST,/",
        "PUT,/score",
        "PATCH,/score",
        "POST,/swagger.json",
        "TRACE,/",
        "TRACE,/score",
        "TRACE,/swagger.json"
    })
    void r18MethodNotAllowed(String method, String path) {
        HttpResponse<Buffer> answer = server.send(HttpMethod.valueOf(method), path);

        assertMessage(answer, 405, "The method is not allowed for the requested URL.");
        assertThat(answer.getHeader("allow")).isNull();
        assertBare(answer);
    }

    private static void assertBare(HttpResponse<Buffer> answer) {
        assertNoIds(answer);
        assertThat(answer.getHeader("x-ms-server-version")).isNull();
        assertThat(answer.getHeader("x-ms-run-function-failed")).isEqualTo("False");
    }

    @ParameterizedTest
    @CsvSource({"/score/, 404", "/Score, 404", "//score, 200", "/docs, 404"})
    void x1Paths(String path, int status) {
        HttpResponse<Buffer> answer = server.send(HttpMethod.POST, path, map("content-type", JSON), Buffer.buffer(ROW));

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void x2HeadAndOptions() {
        HttpResponse<Buffer> head = server.send(HttpMethod.HEAD, "/");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.getHeader("content-length")).isEqualTo("7");

        HttpResponse<Buffer> options = server.send(HttpMethod.OPTIONS, "/");
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.body()).isNull();
        assertThat(options.getHeader("allow").split(", ")).containsExactlyInAnyOrder("OPTIONS", "HEAD", "GET");

        HttpResponse<Buffer> headOfScore = server.send(HttpMethod.HEAD, "/score");
        assertThat(headOfScore.statusCode()).isEqualTo(405);
        assertThat(headOfScore.getHeader("content-length")).isEqualTo("33");
        assertThat(ids(headOfScore)[0]).matches(UUID_TEXT);
    }

    @Test
    void a1HeadAndOptionsOfTheDescription() {
        HttpResponse<Buffer> head = server.send(HttpMethod.HEAD, "/swagger.json");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isNull();
        assertThat(head.getHeader("content-type")).isEqualTo(JSON);
        assertThat(head.getHeader("content-length"))
                .isEqualTo(String.valueOf(server.get("/swagger.json").body().length()));

        HttpResponse<Buffer> options = server.send(HttpMethod.OPTIONS, "/swagger.json");
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.body()).isNull();
        assertThat(options.getHeader("allow").split(", ")).containsExactlyInAnyOrder("OPTIONS", "HEAD", "GET");
    }

    /** U13 as far as it needs no entry code. */
    @Test
    void x2OptionsOfScoreCallsNobody() {
        HttpResponse<Buffer> options = server.send(HttpMethod.OPTIONS, "/score");

        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.body()).isNull();
        assertThat(options.getHeader("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(options.getHeader("x-ms-run-function-failed")).isEqualTo("False");
        assertThat(options.getHeader("x-ms-run-fn-exec-ms")).isNull();
        assertThat(options.getHeader("allow")).isNull();
        assertThat(ids(options)[0]).matches(UUID_TEXT);
    }

    @Test
    void x3NotFoundWithAnIdThatIsTooLong() {
        HttpResponse<Buffer> answer = get("/nothing", "x-request-id", HUNDRED + "A");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertNoIds(answer);
    }

    @Test
    void x4EmptyRequestId() {
        HttpResponse<Buffer> answer = get(QUERY, "x-request-id", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertNoIds(answer);
    }

    @Test
    void x6DataThatDoesNotFitIsAFailureOfTheScript() {
        HttpResponse<Buffer> answer = post("{\"data\": \"x\"}");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.bodyAsString()).isEqualTo(SCRIPT_FAILED);
        assertThat(answer.getHeader("x-ms-run-function-failed")).isEqualTo("True");
        assertThat(answer.getHeader("x-ms-run-fn-exec-ms")).isNull();
        assertThat(ids(answer)[0]).matches(UUID_TEXT);
        assertThat(answer.getHeader("x-ms-server-version")).isEqualTo("scoreline/test");
    }

    @ParameterizedTest
    @CsvSource({
        "application/vnd.api+json, 200",
        "APPLICATION/JSON; charset=utf-8, 200",
        "text/json, 415",
        "text/plain, 415",
        "application/x-www-form-urlencoded, 415",
        "'', 415"
    })
    void x7MediaTypes(String type, int status) {
        HttpResponse<Buffer> answer = post(ROW, "content-type", type);

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 415) {
            assertMessage(answer, 415, "Expects Content-Type to be application/json");
        }
    }

    @Test
    void u24NoMediaType() {
        assertMessage(server.send(HttpMethod.POST, "/score"), 415, "Expects Content-Type to be application/json");
    }

    @Test
    void x8EncodingsOfTheBody() {
        for (byte[] body : new byte[][] {
            ("\ufeff" + ROW).getBytes(StandardCharsets.UTF_8),
            ROW.getBytes(StandardCharsets.UTF_16LE),
            ROW.getBytes(StandardCharsets.UTF_16)
        }) {
            HttpResponse<Buffer> answer =
                    server.send(HttpMethod.POST, "/score", map("content-type", JSON), Buffer.buffer(body));
            assertThat(answer.bodyAsString()).isEqualTo("[1.0]");
        }
    }

    @Test
    void x9BrokenUtf8() {
        byte[] body = "{\"data\": [[1]], \"x\": \"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);

        HttpResponse<Buffer> answer =
                server.send(HttpMethod.POST, "/score", map("content-type", JSON), Buffer.buffer(body));

        assertMessage(answer, 500, "An unexpected internal error occurred. Check the logs for more info.");
        assertThat(answer.getHeader("x-ms-run-function-failed")).isEqualTo("False");
    }

    /** Text beyond ASCII: PythonJsonTest. */
    @Test
    void x10NotANumber() {
        assertThat(post("{\"data\": [[99]]}").bodyAsString()).isEqualTo("[NaN]");
    }

    @Test
    void x11TheLastOfARepeatedKeyCounts() {
        assertThat(post("{\"data\": [[1]], \"data\": [[2]]}").bodyAsString()).isEqualTo("[2.0]");
    }

    @Test
    void x12Limits() {
        int port = server.server().port();
        String end = "Host: x\r\nConnection: close\r\n\r\n";

        assertThat(RawHttp.exchange(port, "GET / HTTP/1.1\r\nBig: " + "x".repeat(9000) + "\r\n" + end))
                .startsWith("HTTP/1.1 431 ");
        assertThat(RawHttp.exchange(port, "GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(99) + end))
                .startsWith("HTTP/1.1 431 ");
        assertThat(RawHttp.exchange(port, "GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(98) + end))
                .startsWith("HTTP/1.1 200 ");
        assertThat(RawHttp.exchange(port, "GET /?" + "x".repeat(5000) + " HTTP/1.1\r\n" + end))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void x13Versions() {
        int port = server.server().port();
        String head = "Host: x\r\nConnection: close\r\nContent-Type: application/json\r\n";

        assertThat(RawHttp.exchange(port, "POST /score HTTP/1.0\r\n" + head + "Content-Length: 14\r\n\r\n" + ROW))
                .matches("(?s)HTTP/1\\.[01] 200 .*");
        assertThat(RawHttp.exchange(
                        port,
                        "POST /score HTTP/1.1\r\n" + head + "Transfer-Encoding: chunked\r\n\r\n7\r\n"
                                + ROW.substring(0, 7) + "\r\n7\r\n" + ROW.substring(7) + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("[1.0]");
        assertThat(RawHttp.exchange(
                        port,
                        "POST /score HTTP/1.1\r\n" + head + "Expect: 100-continue\r\nContent-Length: 14\r\n\r\n" + ROW))
                .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 ");
    }

    @Test
    void u20AMissingParameter() {
        assertMessage(post("{\"a\": 10}"), 400, "A value is not provided for the 'data' parameter.");
        assertMessage(get("/score"), 400, "A value is not provided for the 'data' parameter.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1, 2, 3]", "7", "null", "\"text\""})
    void u22NotADictionary(String body) {
        assertMessage(post(body), 400, "POST body should be a JSON dictionary.");
    }

    @Test
    void u23AnEmptyBody() {
        assertMessage(post(""), 400, "POST body is empty. Expecting a JSON dictionary.");
    }

    @Test
    void u25BrokenJson() {
        assertMessage(
                post("{"),
                400,
                "POST body could not be decoded as JSON: Expecting property name enclosed in double quotes: line 1"
                        + " column 2 (char 1)");
        assertMessage(
                post("{\"data\": [[1]]} x"),
                400,
                "POST body could not be decoded as JSON: Extra data: line 1 column 17 (char 16)");
    }

    @Test
    void u28AnExceptionOfTheModel() {
        HttpResponse<Buffer> answer = post("{\"data\": [[13]]}");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.statusMessage()).isEqualTo("INTERNAL SERVER ERROR");
        assertThat(answer.bodyAsString()).isEqualTo(SCRIPT_FAILED);
        assertThat(answer.getHeader("x-ms-run-function-failed")).isEqualTo("True");
    }

    @ParameterizedTest
    @CsvSource({"true, scoreline/test", "True, scoreline/test", "false,", "notgood,"})
    void p7VersionHeader(String enabled, String expected, Vertx vertx) {
        restart(vertx, Map.of("SERVER_VERSION_LOG_RESPONSE_ENABLED", enabled));

        assertThat(get(QUERY).getHeader("x-ms-server-version")).isEqualTo(expected);
        assertThat(get("/").getHeader("x-ms-server-version")).isEqualTo(expected);
    }

    @Test
    void p7VersionHeaderOfAnotherName(Vertx vertx) {
        restart(vertx, Map.of("HTTP_X_MS_SERVER_VERSION", "azmlinfsrv/1.5.1"));

        assertThat(get(QUERY).getHeader("x-ms-server-version")).isEqualTo("azmlinfsrv/1.5.1");
    }

    @Test
    void p16HealthPort(Vertx vertx) {
        assertThat(server.server().healthPort()).isEmpty();

        restart(vertx, Map.of("SEPERATE_HEALTH_ENDPOINT", "true", "SCORELINE_HEALTH_PORT", "0"));

        int healthPort = server.server().healthPort().orElseThrow();
        assertThat(healthPort).isNotEqualTo(server.server().port());
        String end = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        assertThat(RawHttp.exchange(healthPort, "GET /" + end))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("Healthy");
        assertThat(RawHttp.exchange(healthPort, "GET " + QUERY + end)).endsWith("[1.0]");
    }
}
