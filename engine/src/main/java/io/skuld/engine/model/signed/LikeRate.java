package io.skuld.engine.model.signed;

import io.skuld.engine.graph.GraphView;

/// The share of likes among an item's signals, pulled towards the mean of all items while it has few:
/// `r_i = (likes_i + 5μ) / (likes_i + dislikes_i + 5)`.
public final class LikeRate {
    private static final int SHRINKAGE = 5;
    private static final double EXTREME = 1e18;

    private final GraphView graph;
    private final double mean;

    public LikeRate(GraphView graph) {
        this.graph = graph;
        mean = (graph.likes() + 1.0) / (graph.edges() + 2.0);
    }

    /// In (0, 1).
    public double of(int item) {
        return (graph.itemLikes(item) + SHRINKAGE * mean) / (graph.itemDegree(item) + SHRINKAGE);
    }

    public double mean() {
        return mean;
    }

    /// Multiplies each score by `(r_i/μ)^caution`; a score below 0 is divided instead, so that a poor rate lowers it, too.
    public void temper(float caution, float[] scores) {
        if (caution == 0) return;
        for (int i = 0; i < Math.min(graph.items(), scores.length); i++) {
            double factor = Math.clamp(Math.pow(of(i) / mean, caution), 1 / EXTREME, EXTREME);
            scores[i] *= (float) (scores[i] >= 0 ? factor : 1 / factor);
        }
    }
}
