package dev.scoreline.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The families that requests to score add to, for all models. Thread-safe. */
record ScoreMeters(
        Counter requests,
        Histogram duration,
        Histogram phases,
        Counter rows,
        Counter rejected,
        Counter cancelled,
        Counter failures) {

    /** From what one row of a small model takes to what a client waits for; the upper half as Prometheus' own default. */
    private static final double[] DURATIONS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10
    };

    /** A phase of a small model takes microseconds. */
    private static final double[] PHASES = {
        0.000005, 0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.01, 0.025, 0.1, 1, 10
    };

    static ScoreMeters register(PrometheusRegistry registry) {
        return new ScoreMeters(
                Families.REQUESTS.counter(registry),
                Families.DURATION.histogram(registry, DURATIONS),
                Families.PHASES.histogram(registry, PHASES),
                Families.ROWS.counter(registry),
                Families.REJECTED.counter(registry),
                Families.CANCELLED.counter(registry),
                Families.FAILURES.counter(registry));
    }
}
