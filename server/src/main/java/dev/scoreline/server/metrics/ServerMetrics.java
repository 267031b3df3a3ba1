package dev.scoreline.server.metrics;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.ScoringListener;
import dev.scoreline.scoring.WorkerPool;
import dev.scoreline.server.auth.Reloads;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The metrics of one server. What a request adds to is the Prometheus client's, since that costs a few nanoseconds; what is
 * known of the Java process is bound by Micrometer, whose names dashboards know. Thread-safe.
 */
public final class ServerMetrics implements AutoCloseable {

    private static final ExpositionFormats FORMATS = ExpositionFormats.init();

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusMeterRegistry process =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);
    private final RequestMetrics requests = new RequestMetrics(registry);
    private final CounterDataPoint accepted;
    private final CounterDataPoint refused;
    private final CounterDataPoint forbidden;
    private final EventLoopLag eventLoops = new EventLoopLag(registry);
    private final JvmMeters jvm = JvmMeters.bind(process);

    /** @param version of this server */
    public ServerMetrics(String version) {
        Counter decisions = Families.AUTH_DECISIONS.counter(registry);
        this.accepted = decisions.labelValues("accepted");
        this.refused = decisions.labelValues("refused");
        this.forbidden = decisions.labelValues("forbidden");
        Families.BUILD_INFO
                .info(registry)
                .addLabelValues(version, Runtime.version().toString());
    }

    /** Hears the scorers. */
    public ScoringListener listener() {
        return requests;
    }

    public RequestMetrics requests() {
        return requests;
    }

    /**
     * Shows what is loaded and how busy it is. Call it once.
     *
     * @param script takes the requests that no model takes
     */
    public void watch(Models models, WorkerPool workers, Optional<WatchedScript> script) {
        models.all().forEach(model -> requests.model(model.source()));
        new LoadedModelGauges(models.all(), script).register(registry);
        Families.WORKER_QUEUE.gauge(registry, reading -> reading.call(workers.queued()));
        Families.WORKER_ACTIVE.gauge(registry, reading -> reading.call(workers.active()));
        Families.WORKER_CAPACITY.gauge(registry, reading -> reading.call(workers.size()));
        script.ifPresent(known -> requests.script(known.source()));
    }

    /** Shows whether the server takes requests. Call it once. */
    public void watch(BooleanSupplier isReady, BooleanSupplier isDraining) {
        Families.READY.gauge(registry, reading -> reading.call(isReady.getAsBoolean() ? 1 : 0));
        Families.DRAINING.gauge(registry, reading -> reading.call(isDraining.getAsBoolean() ? 1 : 0));
    }

    /** Shows how much memory bodies take of how much they may. Call it once. */
    public void watchBodies(LongSupplier heldBytes, long maxBytes) {
        Families.BODY_BYTES.gauge(registry, reading -> reading.call((double) heldBytes.getAsLong()));
        Families.BODY_LIMIT.gauge(registry, reading -> reading.call((double) maxBytes));
    }

    /**
     * Shows how it goes to read credentials again. Call it once.
     *
     * @param credentials by what they are for
     */
    public void watchReloads(Map<String, Reloads> credentials) {
        Families.CREDENTIAL_RELOADS.counter(
                registry,
                reading -> credentials.forEach((credential, reloads) -> {
                    reading.call((double) reloads.changed(), credential, "changed");
                    reading.call((double) reloads.failed(), credential, "failed");
                }));
    }

    /** Watches the event loop that it is called on. */
    public void watchEventLoop(Vertx vertx) {
        eventLoops.watch(vertx);
    }

    /** A request is over, and with it the judgement of its credential; nobody judged it if it is neither known nor refused. */
    public void judged(boolean isKnown, Optional<ErrorCode> failure) {
        if (failure.filter(ErrorCode.UNAUTHENTICATED::equals).isPresent()) {
            refused.inc();
        } else if (failure.filter(ErrorCode.FORBIDDEN::equals).isPresent()) {
            forbidden.inc();
        } else if (isKnown) {
            accepted.inc();
        }
    }

    /**
     * Reads every metric; takes milliseconds, so call it on a worker.
     *
     * @param accept the header by which the reader chooses between Prometheus' text and OpenMetrics; may be empty
     */
    public Exposition scrape(String accept) {
        // Not the formats' own choice, which falls for the binary form although its writer is not there.
        ExpositionFormatWriter open = FORMATS.getOpenMetricsTextFormatWriter();
        ExpositionFormatWriter writer = open.accepts(accept) ? open : FORMATS.getPrometheusTextFormatWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
        try {
            writer.write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Exposition(writer.getContentType(), out.toByteArray());
    }

    @Override
    public void close() {
        jvm.close();
        process.close();
    }
}
