package io.skuld.server.cli.evaluate;

import io.skuld.engine.evaluation.Bootstrap;
import io.skuld.engine.evaluation.Interval;
import io.skuld.engine.evaluation.Metric;
import io.skuld.engine.evaluation.RankingReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// One model on one dataset: what it is worth and what it costs.
///
/// @param settings what the model and the run were set to, for repeating it
/// @param tuneSeconds 0 when nothing was tuned
/// @param extra further figures by name, such as the leakage canary
record ModelResult(
        String dataset,
        String model,
        Map<String, Object> settings,
        RankingReport report,
        Cost cost,
        Map<String, Object> extra,
        Provenance provenance) {

    private static final Bootstrap BOOTSTRAP = new Bootstrap(1000, 42);

    /// @param fitSeconds wall time of fitting with the settings used
    /// @param fitCpuSeconds processor time of the same, all cores together
    /// @param tuneSeconds wall time of choosing them; 0 when nothing was tuned
    /// @param peakHeapMb the most heap in use while fitting
    /// @param stateMb what the fitted model keeps
    /// @param rankingsPerSecond full rankings by one thread
    record Cost(
            double fitSeconds,
            double fitCpuSeconds,
            double tuneSeconds,
            double peakHeapMb,
            double stateMb,
            double rankingsPerSecond) {}

    /// One result of those of several folds of people: all persons, mean costs; a setting that was chosen differently is
    /// listed.
    static ModelResult merged(List<ModelResult> folds) {
        ModelResult first = folds.getFirst();
        Map<String, Object> settings = new LinkedHashMap<>(first.settings);
        settings.replaceAll((name, value) -> {
            List<Object> all = folds.stream().map(f -> f.settings.getOrDefault(name, "")).toList();
            return Set.copyOf(all).size() == 1 ? value : all;
        });
        Cost cost =
                new Cost(
                        mean(folds, Cost::fitSeconds),
                        mean(folds, Cost::fitCpuSeconds),
                        mean(folds, Cost::tuneSeconds),
                        mean(folds, Cost::peakHeapMb),
                        mean(folds, Cost::stateMb),
                        mean(folds, Cost::rankingsPerSecond));
        RankingReport report =
                RankingReport.merged(folds.stream().map(ModelResult::report).toList());
        return new ModelResult(
                first.dataset, first.model, settings, report, cost, first.extra, first.provenance);
    }

    private static double mean(List<ModelResult> folds, ToDoubleFunction<Cost> figure) {
        return folds.stream().mapToDouble(f -> figure.applyAsDouble(f.cost)).average().orElse(0);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dataset", dataset);
        json.put("model", model);
        json.put("settings", settings);
        json.putAll(means(report));
        json.put("ci95", intervals());
        json.put("users", report.users());
        json.put("fit_seconds", rounded(cost.fitSeconds, 3));
        json.put("fit_cpu_seconds", rounded(cost.fitCpuSeconds, 3));
        json.put("tune_seconds", rounded(cost.tuneSeconds, 3));
        json.put("peak_heap_mb", rounded(cost.peakHeapMb, 1));
        json.put("state_mb", rounded(cost.stateMb, 2));
        json.put("rankings_per_second", rounded(cost.rankingsPerSecond, 1));
        json.putAll(extra);
        json.put("provenance", provenance.toJson());
        return json;
    }

    static Map<String, Object> means(RankingReport report) {
        Map<String, Object> means = new LinkedHashMap<>();
        for (Metric metric : Metric.values())
            means.put(metric.label(), rounded(report.mean(metric), 6));
        return means;
    }

    private Map<String, Object> intervals() {
        Map<String, Object> intervals = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            Interval ci = report.ci95(metric, BOOTSTRAP);
            if (!Double.isNaN(ci.low())) intervals.put(metric.label(), toJson(ci));
        }
        return intervals;
    }

    static List<@Nullable Double> toJson(Interval interval) {
        return java.util.Arrays.asList(rounded(interval.low(), 6), rounded(interval.high(), 6));
    }

    /// A setting as a number where it is one.
    static Object numberOrText(String text) {
        try {
            double number = Double.parseDouble(text);
            if (!Double.isFinite(number)) return text;
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? (Object) (long) number
                    : number;
        } catch (NumberFormatException e) {
            return text;
        }
    }

    /// A number for a result file; null for what is not known, which JSON cannot say as a number.
    static @Nullable Double rounded(double value, int digits) {
        if (!Double.isFinite(value)) return null;
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }
}
