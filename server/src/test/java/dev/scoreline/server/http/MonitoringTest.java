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
import dev.scoreline.scoring.codec.JsonLimits;
import dev.scoreline.testkit.FakeModel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Holds the alerts, the dashboard and the page against what a server really tells. */
@ExtendWith(VertxExtension.class)
class MonitoringTest {

    private static final Path FOLDER = Path.of("..", "k8s", "monitoring");
    private static final Path PAGE = Path.of("..", "docs", "observability.md");
    private static final Pattern METRIC = Pattern.compile("\\b(?:scoreline|jvm|process|system)_\\w+");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern ROW = Pattern.compile("\\| `(scoreline_\\w+)` \\| (\\w+) \\| ([\\w, ]*) \\|.*");

    /** Scores 1; fails on 2; waits with 3. */
    private static FakeModel model(CountDownLatch running, CountDownLatch go) {
        return FakeModel.of(ModelSignature.positions(1, DataType.FLOAT64), false, table -> answer(table, running, go));
    }

    private static Payload answer(Table table, CountDownLatch running, CountDownLatch go) {
        double asked = table.values()[0];
        if (asked == 2) {
            throw new InferenceException(ErrorCode.MODEL_FAILED, "a fault of the model");
        }
        if (asked == 3) {
            running.countDown();
            await(go);
        }
        return new Tensor.Doubles(new int[] {1}, new double[] {1});
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a server tells after it has seen everything. */
    private static Exposed exposed(Vertx vertx) {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        // Each request goes to a worker: the one that waits must not hold up the event loop.
        ScoringLimits limits = new ScoringLimits(JsonLimits.DEFAULT, 1, 0, Duration.ZERO, 32 * 1024);
        try (RunningServer server = RunningServer.of(vertx, model(running, go), limits)) {
            server.post("/score", "{\"data\":[[1]]}");
            assertThat(server.post("/score", "{\"data\":[[2]]}").statusCode()).isEqualTo(500);
            Future<HttpResponse<Buffer>> held = server.post("/score").sendBuffer(Buffer.buffer("{\"data\":[[3]]}"));
            await(running);
            assertThat(server.post("/score", "{\"data\":[[1]]}").statusCode()).isEqualTo(429);
            go.countDown();
            held.await();
            server.get("/livez");
            return afterACollection(server);
        }
    }

    /** The Java process tells of a collection some time after it. */
    private static Exposed afterACollection(RunningServer server) {
        System.gc();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        Exposed told;
        do {
            told = Exposed.of(server.get("/metrics").bodyAsString());
        } while (told.labels("jvm_gc_pause_seconds").isEmpty() && System.nanoTime() < end);
        return told;
    }

    /** The families that expressions name: a histogram's buckets are not families of their own. */
    private static Set<String> named(List<String> expressions) {
        Set<String> names = new TreeSet<>();
        for (String expression : expressions) {
            METRIC.matcher(expression).results().map(MatchResult::group).forEach(names::add);
        }
        return names;
    }

    private static List<String> dashboard() {
        List<String> expressions = new ArrayList<>();
        JsonArray panels = new JsonObject(RunningServer.read(FOLDER.resolve("dashboard.json"))).getJsonArray("panels");
        for (int p = 0; p < panels.size(); p++) {
            JsonArray targets = panels.getJsonObject(p).getJsonArray("targets", new JsonArray());
            for (int t = 0; t < targets.size(); t++) {
                expressions.add(targets.getJsonObject(t).getString("expr"));
            }
        }
        return expressions;
    }

    @Test
    void alertsAndPanelsNameOnlyWhatTheServerTells(Vertx vertx) {
        Set<String> told = exposed(vertx).series().keySet().stream()
                .map(series -> series.replaceFirst("\\{.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        // Only a large heap is ever full enough for this one to be told of a short test.
        told.add("jvm_memory_usage_after_gc");
        assertThat(told).containsAll(named(dashboard()));
        assertThat(told)
                .containsAll(named(RunningServer.read(FOLDER.resolve("rules.yaml"))
                        .lines()
                        .filter(line -> !line.strip().startsWith("#") && !line.contains("runbook_url"))
                        .toList()));
        assertThat(dashboard()).hasSizeGreaterThan(30);
    }

    @Test
    void thePageListsExactlyWhatTheServerTells(Vertx vertx) {
        Exposed told = exposed(vertx);
        List<String> page = new ArrayList<>();
        for (String line : RunningServer.read(PAGE).lines().toList()) {
            ROW.matcher(line)
                    .results()
                    .forEach(row -> page.add(row.group(1) + " " + row.group(2) + " "
                            + new TreeSet<>(List.of(row.group(3).strip().split(" *, *", -1)))));
        }

        assertThat(page)
                .containsExactlyInAnyOrderElementsOf(told.types().keySet().stream()
                        .filter(name -> name.startsWith("scoreline_"))
                        .map(name -> name + " " + type(name, told.types().get(name)) + " "
                                + (told.labels(name).isEmpty() ? "[]" : told.labels(name)))
                        .toList());
    }

    private static String type(String name, String told) {
        return name.endsWith("_info") ? "info" : told.toLowerCase(Locale.ROOT);
    }

    @Test
    void theOperatorGetsTheSameAlerts() {
        String operator = RunningServer.read(FOLDER.resolve("prometheusrule.yaml"));
        String spec = operator.substring(operator.indexOf("spec:\n") + 6).replaceAll("(?m)^ {2}", "");

        String plain = RunningServer.read(FOLDER.resolve("rules.yaml"));

        assertThat(spec).isEqualTo(plain.substring(plain.indexOf("groups:")));
    }

    @Test
    void eachAlertIsTestedAndExplained() {
        String tests = RunningServer.read(FOLDER.resolve("rules_test.yaml"));
        List<String> headings = RunningServer.read(PAGE)
                .lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();
        List<String> alerts = ALERT.matcher(RunningServer.read(FOLDER.resolve("rules.yaml")))
                .results()
                .map(alert -> alert.group(1))
                .toList();

        assertThat(alerts).isNotEmpty();
        for (String alert : alerts) {
            assertThat(tests).contains("runbook_url: docs/observability.md#" + alert.toLowerCase(Locale.ROOT));
            assertThat(headings).contains(alert);
        }
    }
}
