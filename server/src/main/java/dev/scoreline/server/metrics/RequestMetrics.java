package dev.scoreline.server.metrics;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.ModelSource;
import dev.scoreline.scoring.Execution;
import dev.scoreline.scoring.ScoringListener;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts and times requests: their phases as the scorers tell them, their ends as the door tells them. Only what is loaded has
 * series of its own, so that no client can make new ones. Thread-safe.
 */
public final class RequestMetrics implements ScoringListener {

    private static final double NANOS = 1e9;

    /** From a row to a large batch, in bytes. */
    private static final double[] BYTES = {
        64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 8_388_608, 67_108_864
    };

    private final ScoreMeters families;
    private final Map<ModelSource, ModelMeters> byModel = new ConcurrentHashMap<>();
    private final EndMeters withoutModel;
    private final DistributionDataPoint requestBytes;
    private final DistributionDataPoint responseBytes;
    private final Counter others;
    private volatile Optional<EndMeters> script = Optional.empty();

    RequestMetrics(PrometheusRegistry registry) {
        this.families = ScoreMeters.register(registry);
        this.withoutModel = new EndMeters(families, "none", "none");
        this.requestBytes = Families.REQUEST_BYTES.histogram(registry, BYTES).labelValues();
        this.responseBytes = Families.RESPONSE_BYTES.histogram(registry, BYTES).labelValues();
        this.others = Families.OTHER_REQUESTS.counter(registry);
    }

    /** From now on requests without a model are the entry script's. */
    void script(ModelSource source) {
        script = Optional.of(of(source).ends());
    }

    /** Shows a model before its first request. */
    void model(ModelSource model) {
        of(model);
    }

    private ModelMeters of(ModelSource model) {
        ModelMeters known = byModel.get(model);
        return known != null
                ? known
                : byModel.computeIfAbsent(model, source -> ModelMeters.of(families, source.name(), source.version()));
    }

    /** A request to score is over. */
    public void ended(ScoreEnd end) {
        EndMeters meters = ends(end.model());
        meters.ended(end.status(), end.nanos());
        end.failure().ifPresent(meters::failed);
        requestBytes.observe((double) end.requestBytes());
        responseBytes.observe((double) end.responseBytes());
    }

    /** A request to score is over, since its client has gone. */
    public void cancelled(Optional<ModelSource> model) {
        ends(model).cancelled();
    }

    private EndMeters ends(Optional<ModelSource> model) {
        return model.map(known -> of(known).ends()).orElseGet(() -> script.orElse(withoutModel));
    }

    /**
     * How a request to score ended.
     *
     * @param model the model, if it came as far as having one
     */
    public record ScoreEnd(
            Optional<ModelSource> model,
            int status,
            Optional<ErrorCode> failure,
            long nanos,
            long requestBytes,
            long responseBytes) {}

    /** Another request is over; {@code path} is one of few. */
    public void endedOther(String path, int status) {
        others.labelValues(path, String.valueOf(status)).inc();
    }

    @Override
    public void started(ModelSource model, Execution.Place place, long queueNanos) {
        of(model).queue().observe(queueNanos / NANOS);
    }

    @Override
    public void decoded(ModelSource model, int bytes, int rows, long nanos) {
        of(model).decode().observe(nanos / NANOS);
    }

    @Override
    public void executed(ModelSource model, Execution.Place place, int rows, long nanos) {
        ModelMeters meters = of(model);
        meters.compute().observe(nanos / NANOS);
        meters.rows().inc(rows);
    }

    @Override
    public void encoded(ModelSource model, int bytes, long nanos) {
        of(model).encode().observe(nanos / NANOS);
    }
}
