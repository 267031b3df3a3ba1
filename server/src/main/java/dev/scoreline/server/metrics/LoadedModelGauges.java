package dev.scoreline.server.metrics;

import dev.scoreline.model.ModelSource;
import dev.scoreline.scoring.Admission;
import dev.scoreline.scoring.Execution.Place;
import dev.scoreline.scoring.LoadedModel;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What is read off the loaded models and the entry script when somebody looks. Thread-safe. */
record LoadedModelGauges(List<LoadedModel> models, Optional<WatchedScript> script) {

    void register(PrometheusRegistry registry) {
        Info info = Families.MODEL_INFO.info(registry);
        for (LoadedModel model : models) {
            String format = model.model().description().format();
            info.addLabelValues(model.name(), model.version(), format, model.sha256());
        }
        Families.EXECUTIONS.counter(registry, this::readExecutions);
        Families.MODEL_LOAD_DURATION.gauge(
                registry,
                reading -> models.forEach(
                        model -> reading.call(model.loadTime().toNanos() / 1e9, model.name(), model.version())));
        gauge(registry, Families.QUEUE_REQUESTS, Admission::waiting);
        gauge(
                registry,
                Families.QUEUE_OLDEST_AGE,
                admission -> admission.oldestWait().toNanos() / 1e9);
        gauge(registry, Families.INFLIGHT, Admission::concurrent);
        gauge(registry, Families.INFLIGHT_LIMIT, Admission::maxConcurrent);
    }

    private void gauge(PrometheusRegistry registry, Family family, ToDoubleFunction<Admission> value) {
        family.gauge(registry, reading -> {
            models.forEach(model -> read(
                    reading, model.source(), value.applyAsDouble(model.scorer().admission())));
            script.ifPresent(known -> read(reading, known.source(), value.applyAsDouble(known.admission())));
        });
    }

    private static void read(GaugeWithCallback.Callback reading, ModelSource source, double value) {
        reading.call(value, source.name(), source.version());
    }

    private void readExecutions(CounterWithCallback.Callback reading) {
        for (LoadedModel model : models) {
            for (Place place : Place.values()) {
                reading.call(
                        (double) model.scorer().execution().decisions(place),
                        model.name(),
                        model.version(),
                        place.name().toLowerCase(Locale.ROOT));
            }
        }
    }
}
