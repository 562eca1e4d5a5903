package io.skuld.server.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.engine.evaluation.Bootstrap;
import io.skuld.engine.evaluation.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Two rows of result files over the same persons: how much better is B than A, metric by metric?
record Comparison(
        String dataset, String a, String b, Map<Metric, Bootstrap.Difference> differences) {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(2000, 42);

    /// One row of a result file.
    ///
    /// @param model with its caution where it has one
    /// @param caution alone, empty where there is none
    /// @param asked what it was asked: what counts as a like, how the data were cut and on which part it was judged
    record Row(Path file, int index, String dataset, String model, String caution, String asked) {
        /// @param wanted only this model; empty for all
        static List<Row> of(Path file, String wanted) {
            List<Row> rows = new ArrayList<>();
            int index = 0;
            for (JsonNode node : ResultFiles.read(file)) {
                if (!node.hasNonNull("model") || !node.has(Metric.NDCG.label()))
                    throw new EvaluationException(
                            "%s is not a result of 'evaluate graph'. Nothing was compared."
                                    .formatted(file));
                String model = node.get("model").asText();
                if (wanted.isEmpty() || wanted.equals(model))
                    rows.add(
                            new Row(
                                    file,
                                    index,
                                    node.path("dataset").asText(),
                                    ResultPlots.name(node),
                                    ResultPlots.caution(node),
                                    asked(node.path("settings"))));
                index++;
            }
            if (rows.isEmpty())
                throw new EvaluationException(
                        "%s has no results%s. Nothing was compared."
                                .formatted(file, wanted.isEmpty() ? "" : " of " + wanted));
            return rows;
        }

        private static String asked(JsonNode settings) {
            return "offset %s, split %s, judged on %s"
                    .formatted(
                            settings.path("offset").asText("unknown"),
                            settings.path("split").asText("unknown"),
                            settings.path("judged_on").asText("test"));
        }
    }

    static Comparison of(Row a, Row b) {
        if (!a.dataset.equals(b.dataset))
            throw new EvaluationException(
                    "%s is about %s and %s about %s: persons of different datasets cannot be paired. Nothing was compared."
                            .formatted(a.file, a.dataset, b.file, b.dataset));
        if (!a.asked.equals(b.asked))
            throw new EvaluationException(
                    "%s was asked something else than %s: %s, not %s. Nothing was compared; evaluate both in the same way."
                            .formatted(b.file, a.file, b.asked, a.asked));
        Map<Integer, double[]> ofA = PersonsFile.read(a.file, a.index);
        Map<Integer, double[]> ofB = PersonsFile.read(b.file, b.index);
        if (!ofA.keySet().equals(ofB.keySet()))
            throw new EvaluationException(
                    "%s and %s judged different persons, so they were split differently. Nothing was compared."
                            .formatted(a.file, b.file));
        Map<Metric, Bootstrap.Difference> differences = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values())
            differences.put(metric, BOOTSTRAP.paired(column(ofA, metric), column(ofB, metric)));
        return new Comparison(a.dataset, a.model, b.model, differences);
    }

    private static double[] column(Map<Integer, double[]> persons, Metric metric) {
        return new TreeSet<>(persons.keySet())
                .stream().mapToDouble(p -> valueOf(persons, p)[metric.ordinal()]).toArray();
    }

    private static double[] valueOf(Map<Integer, double[]> persons, int person) {
        double[] values = persons.get(person);
        if (values == null) throw new IllegalStateException("Person " + person + " has vanished");
        return values;
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dataset", dataset);
        json.put("a", a);
        json.put("b", b);
        Map<String, Object> byMetric = new LinkedHashMap<>();
        differences.forEach((metric, d) -> byMetric.put(metric.label(), toJson(d)));
        json.put("differences", byMetric);
        return json;
    }

    private static Map<String, Object> toJson(Bootstrap.Difference difference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mean", ModelResult.rounded(difference.mean(), 6));
        json.put("ci95", ModelResult.toJson(difference.ci95()));
        json.put("users", difference.persons());
        json.put("beyond_chance", difference.ci95().excludesZero());
        return json;
    }
}
