package dev.scoreline.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A metric with all its series: declared once, so that the program and its page cannot part. Immutable; thread-safe.
 *
 * @param name as Prometheus shows it, with its unit
 * @param labels what its series differ by; each label has few values, whatever clients send
 * @param meaning a sentence for people
 */
record Family(String name, Type type, List<String> labels, String meaning) {

    enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        /** Always 1: what it tells stands in its labels. */
        INFO;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private String[] labelNames() {
        return labels.toArray(String[]::new);
    }

    Counter counter(PrometheusRegistry registry) {
        return Counter.builder()
                .name(name)
                .help(meaning)
                .labelNames(labelNames())
                .withoutExemplars()
                .register(registry);
    }

    /** A counter that is asked when it is looked at. */
    void counter(PrometheusRegistry registry, Consumer<CounterWithCallback.Callback> reading) {
        CounterWithCallback.builder()
                .name(name)
                .help(meaning)
                .labelNames(labelNames())
                .callback(reading)
                .register(registry);
    }

    /** A gauge that is asked when it is looked at. */
    void gauge(PrometheusRegistry registry, Consumer<GaugeWithCallback.Callback> reading) {
        GaugeWithCallback.builder()
                .name(name)
                .help(meaning)
                .labelNames(labelNames())
                .callback(reading)
                .register(registry);
    }

    Histogram histogram(PrometheusRegistry registry, double... upperBounds) {
        return Histogram.builder()
                .name(name)
                .help(meaning)
                .labelNames(labelNames())
                .classicOnly()
                .classicUpperBounds(upperBounds)
                .withoutExemplars()
                .register(registry);
    }

    Info info(PrometheusRegistry registry) {
        return Info.builder().name(name).help(meaning).labelNames(labelNames()).register(registry);
    }
}
