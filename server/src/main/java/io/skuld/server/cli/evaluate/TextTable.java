package io.skuld.server.cli.evaluate;

import io.skuld.engine.evaluation.Metric;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Results for the eye, one row a model.
final class TextTable {
    private TextTable() {}

    static String header() {
        return "%-14s %9s %9s %9s %9s %9s %9s %9s %9s %9s %11s"
                .formatted(
                        "model",
                        "recall",
                        "ndcg",
                        "precision",
                        "negative",
                        "vauc",
                        "sndcg",
                        "fit s",
                        "tune s",
                        "state MB",
                        "rankings/s");
    }

    static String row(ModelResult result) {
        StringBuilder row = new StringBuilder("%-14s".formatted(name(result)));
        for (Metric metric : Metric.values())
            row.append(String.format(Locale.ROOT, " %9.4f", result.report().mean(metric)));
        ModelResult.Cost cost = result.cost();
        return row.append(
                        String.format(
                                Locale.ROOT,
                                " %9.1f %9.1f %9.2f %11.0f",
                                cost.fitSeconds(),
                                cost.tuneSeconds(),
                                cost.stateMb(),
                                cost.rankingsPerSecond()))
                .toString();
    }

    /// The model's name, with its caution where it has one.
    static String name(ModelResult result) {
        return named(result.model(), result.settings().get("caution"));
    }

    static String named(String model, @Nullable Object caution) {
        return caution instanceof Number h && h.doubleValue() > 0 ? model + " h=" + h : model;
    }

    /// Figures inside figures, one line each: `taste.mae 1.38`.
    static void printFigures(Map<?, ?> figures, PrintWriter out) {
        print("", figures, out);
    }

    private static void print(String path, Map<?, ?> figures, PrintWriter out) {
        figures.forEach((name, value) -> {
            String at = path.isEmpty() ? String.valueOf(name) : path + "." + name;
            if (value instanceof Map<?, ?> map) print(at, map, out);
            else if (value instanceof double[] ends)
                out.printf("%s %s%n", at, Arrays.toString(ends));
            else if (value instanceof Double number) out.printf("%s %.4f%n", at, number);
            else out.printf("%s %s%n", at, value);
        });
    }
}
