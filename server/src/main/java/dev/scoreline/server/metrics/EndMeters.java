package dev.scoreline.server.metrics;

import dev.scoreline.model.ErrorCode;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** How requests to one model end; the meters are looked up once, so that a request only adds to them. Thread-safe. */
final class EndMeters {

    /** Entry code may answer any status of three digits. */
    private static final int STATUSES = 1000;

    private final ScoreMeters families;
    private final String model;
    private final String version;
    private final DistributionDataPoint duration;
    private final CounterDataPoint cancelled;
    private final AtomicReferenceArray<CounterDataPoint> byStatus = new AtomicReferenceArray<>(STATUSES);

    EndMeters(ScoreMeters families, String model, String version) {
        this.families = families;
        this.model = model;
        this.version = version;
        this.duration = families.duration().labelValues(model, version);
        this.cancelled = families.cancelled().labelValues(model, version);
    }

    void ended(int status, long nanos) {
        duration.observe(nanos / 1e9);
        status(status).inc();
    }

    /** Without an answer there is no status, and how long it took says how patient the client was. */
    void cancelled() {
        cancelled.inc();
    }

    CounterDataPoint status(int status) {
        CounterDataPoint known = byStatus.get(status);
        if (known != null) {
            return known;
        }
        CounterDataPoint made = families.requests().labelValues(model, version, String.valueOf(status));
        byStatus.set(status, made);
        return made;
    }

    /** What is the client's fault shows in the statuses. */
    void failed(ErrorCode code) {
        String reason = code.name().toLowerCase(Locale.ROOT);
        switch (code.fault()) {
            case CLIENT -> {}
            case CAPACITY ->
                families.rejected().labelValues(model, version, reason).inc();
            case MODEL, INTERNAL ->
                families.failures().labelValues(model, version, reason).inc();
        }
    }
}
