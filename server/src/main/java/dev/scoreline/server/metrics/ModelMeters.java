package dev.scoreline.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;

/** The meters of one model, looked up once, so that a request only adds to them. Thread-safe. */
record ModelMeters(
        EndMeters ends,
        DistributionDataPoint queue,
        DistributionDataPoint decode,
        DistributionDataPoint compute,
        DistributionDataPoint encode,
        CounterDataPoint rows) {

    static ModelMeters of(ScoreMeters families, String model, String version) {
        EndMeters ends = new EndMeters(families, model, version);
        // There from the start, so that the first requests are an increase of it.
        ends.status(200);
        return new ModelMeters(
                ends,
                families.phases().labelValues(model, version, "queue"),
                families.phases().labelValues(model, version, "decode"),
                families.phases().labelValues(model, version, "compute"),
                families.phases().labelValues(model, version, "encode"),
                families.rows().labelValues(model, version));
    }
}
