package dev.scoreline.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

/** What Micrometer knows of a Java process: {@code jvm_*}, {@code process_*} and {@code system_*}. Thread-safe. */
record JvmMeters(JvmGcMetrics collections, JvmHeapPressureMetrics pressure) implements AutoCloseable {

    static JvmMeters bind(MeterRegistry registry) {
        new JvmInfoMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        JvmMeters listening = new JvmMeters(new JvmGcMetrics(), new JvmHeapPressureMetrics());
        listening.collections.bindTo(registry);
        listening.pressure.bindTo(registry);
        return listening;
    }

    /** Hears of no garbage collection any more. */
    @Override
    public void close() {
        collections.close();
        pressure.close();
    }
}
