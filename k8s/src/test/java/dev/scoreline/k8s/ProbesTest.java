package dev.scoreline.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the files ask of the server, asked of a running server with the settings that they give it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProbesTest {

    private static final Pattern LISTENS = Pattern.compile("listens on port ([0-9]+)");
    private static final Path EXAMPLE =
            Overlays.ROOT.resolve("../examples/diabetes").normalize();

    private Process server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        container()
                                .at("args")
                                .map(args -> (String) ((List<?>) args).get(0))
                                .orElseThrow(),
                        EXAMPLE.toString(),
                        "--port",
                        "0")
                .redirectErrorStream(true);
        Overlays.ofKind("base", "ConfigMap")
                .get(0)
                .mapAt("data")
                .forEach((name, value) -> builder.environment().put(name, (String) value));
        server = builder.start();
        port = port(server.inputReader());
    }

    @AfterEach
    void stop() {
        server.destroyForcibly();
    }

    private static int port(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = LISTENS.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new AssertionError("the server ended");
    }

    private static Manifest container() throws IOException {
        return Overlays.ofKind("base", "Deployment")
                .get(0)
                .listAt("spec", "template", "spec", "containers")
                .get(0);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void everyProbeIsAnsweredAndAWrongOneWouldNotBe() throws IOException, InterruptedException {
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container().text(probe, "httpGet", "port")).isEqualTo("http");
            assertThat(get(container().text(probe, "httpGet", "path")).statusCode())
                    .as(probe)
                    .isEqualTo(200);
        }
        assertThat(get("/redyz").statusCode()).isEqualTo(404);
    }

    /** Of an endpoint that is not there Prometheus would say it is down, and of a metric that is not there the autoscaler nothing. */
    @Test
    void whatIsScrapedIsThereAndHoldsTheMetricOfTheAutoscaler() throws IOException, InterruptedException {
        Manifest endpoint = Overlays.ofKind("overlays/production", "ServiceMonitor")
                .get(0)
                .listAt("spec", "endpoints")
                .get(0);
        List<String> ports = Overlays.ofKind("overlays/production", "Service").get(0).listAt("spec", "ports").stream()
                .map(servicePort -> servicePort.text("name"))
                .toList();
        List<String> metrics =
                Overlays.ofKind("overlays/production", "HorizontalPodAutoscaler")
                        .get(0)
                        .listAt("spec", "metrics")
                        .stream()
                        .filter(metric -> metric.text("type").equals("Pods"))
                        .map(metric -> metric.text("pods", "metric", "name"))
                        .toList();

        HttpResponse<String> scraped = get(endpoint.text("path"));

        assertThat(ports).contains(endpoint.text("port"));
        assertThat(scraped.statusCode()).isEqualTo(200);
        assertThat(metrics)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(scraped.body()).containsPattern("(?m)^" + name + "[{ ]"));
    }
}
