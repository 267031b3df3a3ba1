package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Tensor;
import dev.scoreline.scoring.ScoringLimits;
import dev.scoreline.server.auth.Identity;
import dev.scoreline.server.auth.Keys;
import dev.scoreline.testkit.FakeModel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the server tells Prometheus of the requests that it answers. */
@ExtendWith(VertxExtension.class)
class MetricsTest {

    private static final String ROWS = "{\"data\":[[1,2,3,4,5,6,7,8,9,10],[1,2,3,4,5,6,7,8,9,10]]}";
    private static final String MODEL = "model=\"sklearn_regression_model\",version=\"1\"";

    private RunningServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    private void serve(Vertx vertx, Map<String, String> environment) {
        server = RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes"), environment);
    }

    private Exposed metrics() {
        return Exposed.of(server.get("/metrics").bodyAsString());
    }

    @Test
    void tellWhatHappenedToEachRequest(Vertx vertx) {
        serve(vertx, Map.of());
        server.post("/score", ROWS);
        server.post("/score", ROWS);
        server.post("/score", "{\"data\":[[1]]}");

        Exposed metrics = metrics();

        assertThat(metrics.value("scoreline_requests_total{code=\"200\"," + MODEL + "}"))
                .isEqualTo(2);
        assertThat(metrics.value("scoreline_requests_total{code=\"400\"," + MODEL + "}"))
                .isEqualTo(1);
        assertThat(metrics.value("scoreline_request_duration_seconds_count{" + MODEL + "}"))
                .isEqualTo(3);
        assertThat(metrics.value("scoreline_request_rows_total{" + MODEL + "}")).isEqualTo(4);
        assertThat(metrics.value("scoreline_request_bytes_sum")).isEqualTo(2 * ROWS.length() + 14.0);
        for (String phase : new String[] {"queue", "decode", "compute", "encode"}) {
            assertThat(metrics.value(
                            "scoreline_request_phase_duration_seconds_count{model=\"sklearn_regression_model\","
                                    + "phase=\"" + phase + "\",version=\"1\"}"))
                    .as(phase)
                    .isEqualTo(2);
        }
        assertThat(metrics.value("scoreline_executions_total{model=\"sklearn_regression_model\",place=\"inline\","
                                + "version=\"1\"}")
                        + metrics.value("scoreline_executions_total{model=\"sklearn_regression_model\","
                                + "place=\"worker\",version=\"1\"}"))
                .isEqualTo(2);
        assertThat(metrics.value("scoreline_ready")).isEqualTo(1);
        assertThat(metrics.value("scoreline_draining")).isZero();
        assertThat(metrics.value("scoreline_inflight_requests{" + MODEL + "}")).isZero();
        assertThat(metrics.value("scoreline_worker_pool_capacity")).isEqualTo(2);
    }

    @Test
    void showAModelBeforeItsFirstRequest(Vertx vertx) {
        serve(vertx, Map.of());

        Exposed metrics = metrics();

        assertThat(metrics.series())
                .containsEntry("scoreline_requests_total{code=\"200\"," + MODEL + "}", 0.0)
                .containsEntry("scoreline_queue_oldest_age_seconds{" + MODEL + "}", 0.0);
        assertThat(metrics.series().keySet())
                .anyMatch(name -> name.startsWith("scoreline_model_info{digest=\"9793e4e3"))
                .anyMatch(name -> name.startsWith("jvm_memory_used_bytes{"))
                .anyMatch(name -> name.startsWith("process_cpu_usage"));
    }

    @Test
    void getNoNewSeriesFromWhatAStrangerSends(Vertx vertx) {
        serve(vertx, Map.of());
        server.get("/a");
        server.post("/models/a/score", ROWS);
        metrics();
        int before = ours(metrics());

        for (int i = 0; i < 20; i++) {
            server.get("/b" + i);
            server.post("/models/b" + i + "/score", ROWS);
            server.post("/models/sklearn_regression_model/versions/" + i + 2 + "/score", ROWS);
        }

        assertThat(ours(metrics())).isEqualTo(before);
        assertThat(metrics().value("scoreline_other_requests_total{code=\"404\",path=\"other\"}"))
                .isEqualTo(21);
        assertThat(metrics().value("scoreline_requests_total{code=\"404\",model=\"none\",version=\"none\"}"))
                .isEqualTo(41);
    }

    private static int ours(Exposed metrics) {
        return (int) metrics.series().keySet().stream()
                .filter(name -> name.startsWith("scoreline_"))
                .count();
    }

    @Test
    void areWrittenAsTheReaderAsks(Vertx vertx) {
        serve(vertx, Map.of());

        assertThat(server.get("/metrics").getHeader("content-type")).startsWith("text/plain; version=0.0.4");
        HttpResponse<Buffer> open = server.send(
                HttpMethod.GET,
                "/metrics",
                Map.of("accept", "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3"));
        assertThat(open.getHeader("content-type")).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(open.bodyAsString()).endsWith("# EOF\n");
        // Prometheus' binary form, which is not offered.
        HttpResponse<Buffer> binary = server.send(
                HttpMethod.GET,
                "/metrics",
                Map.of(
                        "accept",
                        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"));
        assertThat(binary.getHeader("content-type")).startsWith("text/plain; version=0.0.4");
    }

    @Test
    void moveToAPortOfTheirOwn(Vertx vertx) {
        serve(vertx, Map.of("METRICS_PORT", "0"));
        int port = server.server().metricsPort().orElseThrow();

        assertThat(server.get("/metrics").statusCode()).isEqualTo(404);
        WebClient client = WebClient.create(vertx);
        assertThat(client.get(port, "127.0.0.1", "/metrics").send().await().bodyAsString())
                .contains("scoreline_ready 1.0");
        assertThat(client.get(port, "127.0.0.1", "/score").send().await().statusCode())
                .isEqualTo(404);
        client.close();
    }

    @Test
    void tellOfCredentialsAndAskForOne(Vertx vertx) {
        Access access = new Access(MetricsTest::judge, false);
        server = RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes"), access);
        server.post("/score", ROWS);
        server.post("/score")
                .bearerTokenAuthentication("good")
                .sendBuffer(Buffer.buffer(ROWS))
                .await();

        assertThat(server.get("/metrics").statusCode()).isEqualTo(401);
        Exposed metrics = Exposed.of(server.request(HttpMethod.GET, "/metrics")
                .bearerTokenAuthentication("good")
                .send()
                .await()
                .bodyAsString());
        assertThat(metrics.value("scoreline_auth_decisions_total{outcome=\"accepted\"}"))
                .isEqualTo(1);
        assertThat(metrics.value("scoreline_auth_decisions_total{outcome=\"refused\"}"))
                .isEqualTo(2);
        assertThat(metrics.value("scoreline_requests_total{code=\"401\",model=\"none\",version=\"none\"}"))
                .isEqualTo(1);
    }

    private static Future<Identity> judge(String authorization) {
        return authorization.equals("Bearer good")
                ? Future.succeededFuture(new Identity("somebody", Set.of("score")))
                : Future.failedFuture(new InferenceException(ErrorCode.UNAUTHENTICATED, "who are you?"));
    }

    @Test
    void tellOfKeysThatCouldNotBeReadAgain(Vertx vertx, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("keys.json"), "{\"primaryKey\":\"0123456789abcdef0\"}");
        Keys keys = Keys.open("AUTH_KEYS", file);
        server = RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes"), new Access(keys, true));
        Files.writeString(file, "{\"primaryKey\":");
        keys.refresh();
        keys.refresh();
        Files.writeString(file, "{\"primaryKey\":\"0123456789abcdef1\"}");
        keys.refresh();

        assertThat(metrics().series())
                .containsEntry("scoreline_credential_reloads_total{credential=\"access\",outcome=\"failed\"}", 2.0)
                .containsEntry("scoreline_credential_reloads_total{credential=\"access\",outcome=\"changed\"}", 1.0)
                .containsEntry(
                        "scoreline_credential_reloads_total{credential=\"certificate\",outcome=\"failed\"}", 0.0);
    }

    @Test
    void countRequestsWhoseClientHasGoneAsCancelledAlone(Vertx vertx) throws IOException {
        CountDownLatch go = new CountDownLatch(1);
        FakeModel model = FakeModel.of(ModelSignature.positions(1, DataType.FLOAT64), false, table -> hold(go));
        server = RunningServer.of(vertx, model, ScoringLimits.DEFAULT);
        try (Socket leaving =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port())) {
            leaving.getOutputStream()
                    .write(
                            ("POST /score HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 14\r\n\r\n"
                                            + "{\"data\":[[1]]}")
                                    .getBytes(StandardCharsets.US_ASCII));
            until("scoreline_inflight_requests{model=\"fake\",version=\"1\"}", 1);
        }

        until("scoreline_cancelled_total{model=\"fake\",version=\"1\"}", 1);
        go.countDown();
        assertThat(metrics().value("scoreline_requests_total{code=\"200\",model=\"fake\",version=\"1\"}"))
                .isZero();
    }

    private static Payload hold(CountDownLatch go) {
        try {
            assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Tensor.Doubles(new int[] {1}, new double[] {1});
    }

    /** It takes a moment until the server has seen what a socket did. */
    private void until(String series, double value) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (metrics().value(series) != value) {
            assertThat(System.nanoTime()).as(series).isLessThan(end);
        }
    }

    @Test
    void countWhatCannotBeRoutedUnderOnePath(Vertx vertx) {
        serve(vertx, Map.of());

        assertThat(RawHttp.exchange(
                        server.server().port(), "GET /%zz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"))
                .contains(" 400 ");
        assertThat(RawHttp.exchange(
                        server.server().port(), "GET /a%zz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"))
                .contains(" 400 ");

        assertThat(metrics().value("scoreline_other_requests_total{code=\"400\",path=\"other\"}"))
                .isEqualTo(2);
    }

    @Test
    void areTimedInTheAnswerToo(Vertx vertx) {
        serve(vertx, Map.of());

        assertThat(server.post("/score", ROWS).getHeader("server-timing"))
                .matches("queue;dur=[0-9]+\\.[0-9]{3}, decode;dur=[0-9]+\\.[0-9]{3}, compute;dur=[0-9]+\\.[0-9]{3},"
                        + " encode;dur=[0-9]+\\.[0-9]{3}");
    }

    @Test
    void areNotTimedInTheAnswerWhereThatIsSwitchedOff(Vertx vertx) {
        serve(vertx, Map.of("SERVER_TIMING", "false"));

        assertThat(server.post("/score", ROWS).headers().contains("server-timing"))
                .isFalse();
    }

    @Test
    void areNotTimedInTheAnswersOfStrictCompatibilityUnlessAskedFor(Vertx vertx) {
        serve(vertx, Map.of("AZUREML_COMPATIBILITY", "strict"));
        assertThat(server.post("/score", ROWS).headers().contains("server-timing"))
                .isFalse();
        server.close();

        serve(vertx, Map.of("AZUREML_COMPATIBILITY", "strict", "SERVER_TIMING", "true"));
        assertThat(server.post("/score", ROWS).headers().contains("server-timing"))
                .isTrue();
    }

    @Test
    void tellOfAnEntryScriptUnderItsName(Vertx vertx) {
        server = RunningServer.ofScript(
                vertx, RunningServer.EXAMPLES.resolve("entry-echo").resolve("Echo.java"), Map.of());
        int status = server.post("/score", "{\"data\":[1]}").statusCode();

        Exposed metrics = metrics();
        assertThat(metrics.value("scoreline_requests_total{code=\"" + status + "\",model=\"Echo\",version=\"script\"}"))
                .isEqualTo(1);
        for (String phase : new String[] {"queue", "compute", "encode"}) {
            assertThat(metrics.value("scoreline_request_phase_duration_seconds_count{model=\"Echo\",phase=\"" + phase
                            + "\",version=\"script\"}"))
                    .as(phase)
                    .isEqualTo(1);
        }
        assertThat(metrics.series())
                .containsEntry("scoreline_inflight_requests{model=\"Echo\",version=\"script\"}", 0.0)
                .containsKey("scoreline_inflight_limit{model=\"Echo\",version=\"script\"}")
                .containsKey("scoreline_queue_oldest_age_seconds{model=\"Echo\",version=\"script\"}");
    }
}
