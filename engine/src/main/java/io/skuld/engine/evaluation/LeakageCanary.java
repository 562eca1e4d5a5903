package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.math.Shuffle;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.Trainer;
import java.util.SplittableRandom;

/// Would the pipeline notice if there were nothing to learn? Likes and dislikes are dealt out anew among all edges, so
/// that no sign says anything about another; a fitted model must then tell held-out likes from dislikes no better than
/// chance. One that still does has seen the answers.
public record LeakageCanary(double vauc, int persons) {
    /// How far from one half chance may carry the mean.
    public static final double TOLERANCE = 0.03;

    public boolean alive() {
        return Math.abs(vauc - 0.5) <= TOLERANCE;
    }

    public static LeakageCanary of(Trainer trainer, SignedDataset data, long seed) {
        SignedDataset shuffled = shuffleLabels(data, seed);
        Recommender model = trainer.fit(shuffled.train());
        RankingReport report =
                new RankingEvaluator(shuffled.train(), shuffled.test()).evaluate(model);
        int persons = 0;
        for (double v : report.values(Metric.VALENCE_AUC)) if (!Double.isNaN(v)) persons++;
        return new LeakageCanary(report.mean(Metric.VALENCE_AUC), persons);
    }

    /// The same pairs in the same parts, each with the sign of some other edge.
    public static SignedDataset shuffleLabels(SignedDataset data, long seed) {
        SignedEdges[] parts = {data.train(), data.valid(), data.test()};
        boolean[] labels = new boolean[parts[0].size() + parts[1].size() + parts[2].size()];
        int next = 0;
        for (SignedEdges part : parts)
            for (int e = 0; e < part.size(); e++) labels[next++] = part.liked(e);
        int[] dealt = Shuffle.permutation(labels.length, new SplittableRandom(seed));
        int validFrom = parts[0].size();
        int testFrom = validFrom + parts[1].size();
        return new SignedDataset(
                data.name(),
                relabelled(parts[0], labels, dealt, 0),
                relabelled(parts[1], labels, dealt, validFrom),
                relabelled(parts[2], labels, dealt, testFrom));
    }

    private static SignedEdges relabelled(
            SignedEdges part, boolean[] labels, int[] dealt, int from) {
        int n = part.size();
        int[] person = new int[n];
        int[] item = new int[n];
        float[] weight = new float[n];
        long[] time = new long[n];
        for (int e = 0; e < n; e++) {
            person[e] = part.person(e);
            item[e] = part.item(e);
            weight[e] = labels[dealt[from + e]] ? 1 : -1;
            time[e] = part.time(e);
        }
        return new SignedEdges(part.people(), part.items(), person, item, weight, time);
    }
}
