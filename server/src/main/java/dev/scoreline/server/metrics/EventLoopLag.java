package dev.scoreline.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tries again and again how late event loops come to what is due, which is what their connections wait. Thread-safe. */
final class EventLoopLag {

    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration BLOCKED = Duration.ofMillis(100);
    private static final double[] BOUNDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 10};

    private final Histogram lag;
    private final Counter blocked;
    private final Set<String> watched = ConcurrentHashMap.newKeySet();

    EventLoopLag(PrometheusRegistry registry) {
        this.lag = Families.EVENT_LOOP_LAG.histogram(registry, BOUNDS);
        this.blocked = Families.EVENT_LOOP_BLOCKED.counter(registry);
    }

    /** Watches the event loop that it is called on, until Vert.x is closed; once, however often it is called. */
    void watch(Vertx vertx) {
        String loop = Thread.currentThread().getName();
        if (watched.add(loop)) {
            new Probe(vertx, lag.labelValues(loop), blocked.labelValues(loop)).next();
        }
    }

    private record Probe(Vertx vertx, DistributionDataPoint lag, CounterDataPoint blocked) {

        void next() {
            long due = System.nanoTime() + INTERVAL.toNanos();
            vertx.setTimer(INTERVAL.toMillis(), timer -> came(System.nanoTime() - due));
        }

        private void came(long lateNanos) {
            lag.observe(Math.max(0, lateNanos) / 1e9);
            if (lateNanos > BLOCKED.toNanos()) {
                blocked.inc();
            }
            next();
        }
    }
}
