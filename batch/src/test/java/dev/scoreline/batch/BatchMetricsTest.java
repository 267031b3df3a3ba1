package dev.scoreline.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.batch.progress.MetricsEndpoint;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.testkit.FakeModel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus is told while a run is under way. */
class BatchMetricsTest {

    private static final long SECONDS = 60;

    @TempDir
    Path folder;

    @Test
    void tellsHowFarARunIsWhileItIsUnderWay() throws Exception {
        CountDownLatch isAtTheLast = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        RunOf run = new RunOf(folder);
        run.concurrency = Optional.of(1);
        run.model = FakeModel.of(FakeModel.summing(2).signature().features(), false, table -> {
            if (table.values()[0] == 7) {
                isAtTheLast.countDown();
                await(mayEnd);
            }
            return zeros(table);
        });
        run.write("in/a.csv", "1,2\n3,x\n5,6\n6,6\n7,8\n");

        try (MetricsEndpoint endpoint = MetricsEndpoint.start(0, run.progress)) {
            CompletableFuture<BatchSummary> ended = CompletableFuture.supplyAsync(run::run);
            await(isAtTheLast);
            String during = metrics(endpoint.port());
            mayEnd.countDown();
            assertThat(ended.get(SECONDS, TimeUnit.SECONDS).ending()).isEqualTo(Ending.DONE_WITH_ERRORS);
            String after = metrics(endpoint.port());

            assertThat(during)
                    .contains("# TYPE scoreline_batch_rows_total counter\n", "scoreline_batch_input_bytes 20\n")
                    .containsPattern("scoreline_batch_mini_batches_total [0-2]\n");
            assertThat(after)
                    .contains(
                            "scoreline_batch_rows_total{result=\"succeeded\"} 4\n",
                            "scoreline_batch_rows_total{result=\"failed\"} 1\n",
                            "scoreline_batch_mini_batches_total 3\n",
                            "scoreline_batch_mini_batch_seconds{quantile=\"0.99\"} ");
        }
    }

    private static Tensor zeros(Table table) {
        return new Tensor.Doubles(new int[] {table.rows()}, new double[table.rows()]);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String metrics(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}
