package dev.scoreline.batch.progress;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** {@code GET /metrics} in Prometheus' text format (0.0.4) while a run goes on. Thread-safe. */
public final class MetricsEndpoint implements AutoCloseable {

    private final HttpServer server;
    private final Progress progress;

    private MetricsEndpoint(HttpServer server, Progress progress) {
        this.server = server;
        this.progress = progress;
    }

    /**
     * Listens on every address.
     *
     * @param port 0 for a free one
     * @throws IOException if the port cannot be had
     */
    public static MetricsEndpoint start(int port, Progress progress) throws IOException {
        MetricsEndpoint endpoint = new MetricsEndpoint(HttpServer.create(new InetSocketAddress(port), 16), progress);
        endpoint.server.createContext("/metrics", endpoint::answer);
        endpoint.server.start();
        return endpoint;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] text = text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, text.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(text);
            }
        }
    }

    private String text() {
        Progress.Snapshot now = progress.snapshot();
        StringBuilder out = new StringBuilder();
        family(out, "rows_total", "counter", "Rows or files that were tried, by what became of them.");
        sample(out, "rows_total{result=\"succeeded\"}", now.counts().succeeded());
        sample(out, "rows_total{result=\"failed\"}", now.counts().failed());
        family(out, "mini_batches_total", "counter", "Mini-batches that are safe on the disk.");
        sample(out, "mini_batches_total", now.counts().miniBatches());
        family(out, "retries_total", "counter", "Mini-batches that were tried again.");
        sample(out, "retries_total", now.retries());
        family(out, "input_bytes_total", "counter", "Bytes of the inputs that were read.");
        sample(out, "input_bytes_total", now.bytesRead());
        family(out, "input_bytes", "gauge", "Bytes of all inputs.");
        sample(out, "input_bytes", now.bytesTotal());
        family(out, "mini_batch_seconds", "summary", "How long a mini-batch took to score.");
        for (double share : new double[] {0.5, 0.9, 0.99}) {
            seconds(out, share, progress.miniBatches().percentile(share));
        }
        return out.toString();
    }

    private static void family(StringBuilder out, String name, String type, String help) {
        out.append("# HELP scoreline_batch_")
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        out.append("# TYPE scoreline_batch_")
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
    }

    private static void sample(StringBuilder out, String name, long value) {
        out.append("scoreline_batch_").append(name).append(' ').append(value).append('\n');
    }

    private static void seconds(StringBuilder out, double share, Duration time) {
        out.append(String.format(
                Locale.ROOT,
                "scoreline_batch_mini_batch_seconds{quantile=\"%s\"} %.6f\n",
                share,
                time.toNanos() / 1e9));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
