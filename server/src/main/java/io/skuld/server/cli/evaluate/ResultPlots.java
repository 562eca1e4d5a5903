package io.skuld.server.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.engine.evaluation.Interval;
import io.skuld.engine.evaluation.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The plots of a result file, from its rows.
final class ResultPlots {
    private ResultPlots() {}

    static String ndcg(String dataset, List<JsonNode> rows) {
        return Charts.bars(
                dataset + ": NDCG@20 with 95 % intervals",
                rows.stream()
                        .filter(row -> row.path(Metric.NDCG.label()).isNumber())
                        .map(ResultPlots::bar)
                        .toList());
    }

    private static Charts.Bar bar(JsonNode row) {
        String metric = Metric.NDCG.label();
        JsonNode ends = row.path("ci95").path(metric);
        Interval ci =
                ends.size() == 2
                        ? new Interval(ends.get(0).asDouble(), ends.get(1).asDouble())
                        : Interval.UNKNOWN;
        return new Charts.Bar(name(row), row.path(metric).asDouble(), ci);
    }

    /// One line a model, through its caution levels.
    static String dislikes(String dataset, List<JsonNode> rows) {
        Map<String, List<Charts.Point>> lines = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            JsonNode vauc = row.path(Metric.VALENCE_AUC.label());
            JsonNode ndcg = row.path(Metric.NDCG.label());
            if (vauc.isNumber() && ndcg.isNumber())
                lines.computeIfAbsent(row.path("model").asText(), model -> new ArrayList<>())
                        .add(new Charts.Point(vauc.asDouble(), ndcg.asDouble()));
        }
        return Charts.lines(
                dataset + ": what avoiding dislikes costs",
                "V-AUC: a like scores above a dislike",
                "NDCG@20",
                lines.entrySet().stream()
                        .map(e -> new Charts.Line(e.getKey(), e.getValue()))
                        .toList());
    }

    /// The model's name, with its caution where it has one.
    static String name(JsonNode row) {
        return row.path("model").asText() + caution(row);
    }

    /// What [#name] says of caution; empty where there is none.
    static String caution(JsonNode row) {
        JsonNode caution = row.path("settings").path("caution");
        return TextTable.named("", caution.isNumber() ? caution.numberValue() : null);
    }
}
