package io.skuld.server.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.tasks.Tasks;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;

/// What can be measured about a running Skuld, for Prometheus. Counts and times only: no person, no item.
public final class Metrics implements AutoCloseable {
    private static final Set<Tasks.Status> ENDED =
            EnumSet.of(Tasks.Status.DONE, Tasks.Status.FAILED, Tasks.Status.CANCELLED);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /// @param waiting items whose vector is not there yet
    public Metrics(Catalog catalog, FeedbackLog log, Tasks tasks, IntSupplier waiting) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        log.onChange(this::countSignals);
        tasks.onChange(this::countTask);
        Gauge.builder("skuld.encoder.waiting", waiting::getAsInt)
                .description("Items whose vector is not there yet")
                .register(registry);
        Gauge.builder("skuld.items", catalog::size)
                .description("Items in the catalogue")
                .register(registry);
    }

    /// Where the stages put what they measure themselves.
    public MeterRegistry registry() {
        return registry;
    }

    /// Everything, in the text format of Prometheus.
    String text() {
        return registry.scrape();
    }

    private void countSignals(List<FeedbackLog.Change> changes) {
        for (FeedbackLog.Change change : changes)
            Counter.builder("skuld.signals")
                    .description("Signals that were stored or taken back")
                    .tag("type", change.feedback().signal().type())
                    .tag("provenance", change.feedback().provenance().label())
                    .tag("change", change.active() ? "stored" : "retracted")
                    .register(registry)
                    .increment();
    }

    /// Imports and encodings among them, by their kind.
    private void countTask(Tasks.Task task) {
        if (!ENDED.contains(task.status())) return;
        Counter.builder("skuld.tasks")
                .description("Background work that came to an end")
                .tag("kind", task.kind())
                .tag("status", task.status().name().toLowerCase(java.util.Locale.ROOT))
                .register(registry)
                .increment();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
