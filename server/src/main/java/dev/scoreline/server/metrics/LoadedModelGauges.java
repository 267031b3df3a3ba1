package dev.scoreline.server.metrics;

import dev.scoreline.scoring.Admission;
import dev.scoreline.scoring.Execution.Place;
import dev.scoreline.scoring.LoadedModel;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What is read off the loaded models when somebody looks. Thread-safe. */
record LoadedModelGauges(List<LoadedModel> models) {

    void register(PrometheusRegistry registry) {
        Info info = Families.MODEL_INFO.info(registry);
        for (LoadedModel model : models) {
            String format = model.model().description().format();
            info.addLabelValues(model.name(), model.version(), format, model.sha256());
        }
        Families.EXECUTIONS.counter(registry, this::readExecutions);
        gauge(registry, Families.MODEL_LOAD_DURATION, model -> model.loadTime().toNanos() / 1e9);
        gauge(registry, Families.QUEUE_REQUESTS, model -> admission(model).waiting());
        gauge(
                registry,
                Families.QUEUE_OLDEST_AGE,
                model -> admission(model).oldestWait().toNanos() / 1e9);
        gauge(registry, Families.INFLIGHT, model -> admission(model).concurrent());
        gauge(registry, Families.INFLIGHT_LIMIT, model -> admission(model).maxConcurrent());
    }

    private void gauge(PrometheusRegistry registry, Family family, ToDoubleFunction<LoadedModel> value) {
        family.gauge(registry, reading -> {
            for (LoadedModel model : models) {
                reading.call(value.applyAsDouble(model), model.name(), model.version());
            }
        });
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

    private static Admission admission(LoadedModel model) {
        return model.scorer().admission();
    }
}
