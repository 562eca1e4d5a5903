package io.skuld.server.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.engine.evaluation.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What caution buys: the V-AUC that a model reaches while it still ranks as well as the first stage does without any.
/// Between two caution levels the curve is taken as straight.
///
/// @param model whose curve it is
/// @param ndcg of the first stage, `hybrid` without caution
/// @param vauc the most at that NDCG, NaN when the curve does not reach it
record TradeOff(String model, double ndcg, double vauc) {
    private static final String FIRST_STAGE = "hybrid";

    private record Point(double ndcg, double vauc) {}

    /// One for each model with several caution levels; none without the first stage to compare with.
    static List<TradeOff> of(List<JsonNode> rows) {
        Map<String, List<Point>> curves = new LinkedHashMap<>();
        for (JsonNode row : rows)
            if (row.path("settings").has("caution"))
                curves.computeIfAbsent(row.path("model").asText(), m -> new ArrayList<>())
                        .add(new Point(figure(row, Metric.NDCG), figure(row, Metric.VALENCE_AUC)));
        List<TradeOff> all = new ArrayList<>();
        for (JsonNode row : rows) {
            boolean bold = row.path("settings").path("caution").asDouble(-1) == 0;
            if (!bold || !row.path("model").asText().equals(FIRST_STAGE)) continue;
            double ndcg = figure(row, Metric.NDCG);
            if (Double.isNaN(ndcg)) break;
            curves.forEach((model, curve) -> all.add(new TradeOff(model, ndcg, at(curve, ndcg))));
            break;
        }
        return all;
    }

    /// NaN where the data had nothing to count.
    private static double figure(JsonNode row, Metric metric) {
        return row.path(metric.label()).asDouble(Double.NaN);
    }

    private static double at(List<Point> curve, double ndcg) {
        double best = Double.NaN;
        for (int k = 0; k < curve.size(); k++) {
            Point p = curve.get(k);
            if (p.ndcg >= ndcg) best = most(best, p.vauc);
            if (k == 0) continue;
            Point before = curve.get(k - 1);
            if (before.ndcg >= ndcg == p.ndcg >= ndcg) continue;
            double share = (ndcg - before.ndcg) / (p.ndcg - before.ndcg);
            best = most(best, before.vauc + share * (p.vauc - before.vauc));
        }
        return best;
    }

    private static double most(double a, double b) {
        return Double.isNaN(a) ? b : Math.max(a, b);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model);
        json.put("at_ndcg_of", FIRST_STAGE);
        json.put("ndcg@20", ModelResult.rounded(ndcg, 6));
        json.put("vauc", ModelResult.rounded(vauc, 6));
        return json;
    }
}
