package io.skuld.server.cli.evaluate;

import io.skuld.engine.evaluation.Replay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The test-then-learn curve of a replay, for its file and its picture.
final class ReplayCurve {
    /// Windows that a point of the picture is the mean over: one alone holds too few likes to tell two lines apart.
    private static final int SMOOTHED = 5;

    private ReplayCurve() {}

    static List<Map<String, Object>> toJson(List<Replay.Window> windows) {
        return windows.stream().map(ReplayCurve::toJson).toList();
    }

    private static Map<String, Object> toJson(Replay.Window window) {
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("events", window.events());
        point.put("likes", window.likes());
        point.put("recall@20", ModelResult.rounded(window.ranked().recall(), 5));
        point.put("ndcg@20", ModelResult.rounded(window.ranked().ndcg(), 5));
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("recall@20", ModelResult.rounded(window.firstStage().recall(), 5));
        first.put("ndcg@20", ModelResult.rounded(window.firstStage().ndcg(), 5));
        point.put("first_stage", first);
        return point;
    }

    /// The model's line and, where it has two stages, that of its first.
    static String chart(String model, String data, List<Replay.Window> windows) {
        List<Charts.Line> lines = new ArrayList<>();
        lines.add(new Charts.Line(model, smoothed(windows, w -> w.ranked().ndcg())));
        if (windows.stream().anyMatch(w -> !w.ranked().equals(w.firstStage())))
            lines.add(
                    new Charts.Line("first stage", smoothed(windows, w -> w.firstStage().ndcg())));
        return Charts.lines(
                "%s on %s: test, then learn".formatted(model, data),
                "events learned",
                "NDCG@20 of each like just before it is learned, mean over %d windows of %d events"
                        .formatted(
                                Math.min(SMOOTHED, windows.size()),
                                windows.isEmpty() ? 0 : windows.getFirst().events()),
                lines);
    }

    /// Means over all likes of the newest windows, from the first point on that has as many.
    private static List<Charts.Point> smoothed(
            List<Replay.Window> windows, ToDoubleFunction<Replay.Window> value) {
        List<Charts.Point> points = new ArrayList<>();
        for (int last = Math.min(SMOOTHED, windows.size()) - 1; last < windows.size(); last++) {
            double sum = 0;
            int likes = 0;
            for (int k = Math.max(0, last - SMOOTHED + 1); k <= last; k++) {
                sum += value.applyAsDouble(windows.get(k)) * windows.get(k).likes();
                likes += windows.get(k).likes();
            }
            if (last >= 0)
                points.add(new Charts.Point(windows.get(last).events(), sum / Math.max(1, likes)));
        }
        return points;
    }
}
