package io.skuld.engine.model.signed;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;

/// The share of likes among an item's signals, pulled towards the mean of all items while it has few:
/// `r_i = (likes_i + 5μ) / (signals_i + 5)`.
public final class LikeRate {
    private static final int SHRINKAGE = 5;
    private static final double EXTREME = 1e18;

    private final GraphView graph;
    private final float[] likes;
    private final double mean;

    /// @param likes by item; none when the graph counts them
    private LikeRate(GraphView graph, float[] likes, double mean) {
        this.graph = graph;
        this.likes = likes;
        this.mean = mean;
    }

    /// A signal is a like or is none.
    public LikeRate(GraphView graph) {
        this(graph, new float[0], (graph.likes() + 1.0) / (graph.edges() + 2.0));
    }

    /// A signal is a like when its weight is at least so much: one who was merely not displeased counts against the item.
    /// Costs one visit for each edge.
    ///
    /// @param least in (0, 1]
    public static LikeRate ofClearLikes(GraphView graph, float least) {
        float[] likes = new float[graph.items()];
        double sum = 0;
        EdgeRun run = new EdgeRun();
        for (int person = 0; person < graph.people(); person++) {
            graph.itemsOf(person, run);
            while (run.next())
                for (int k = run.from; k < run.to; k++) {
                    if (!EdgeRun.liked(run.ends[k]) || run.strength(k) < least) continue;
                    likes[EdgeRun.id(run.ends[k])]++;
                    sum++;
                }
        }
        return new LikeRate(graph, likes, (sum + 1) / (graph.edges() + 2.0));
    }

    /// In (0, 1).
    public double of(int item) {
        double own = item < likes.length ? likes[item] : graph.itemLikes(item);
        return (own + SHRINKAGE * mean) / (graph.itemDegree(item) + SHRINKAGE);
    }

    public double mean() {
        return mean;
    }

    /// `(r_i/μ)^caution`, for a score of at least 0; one over it for a score below, so that a poor rate lowers it, too.
    public double factor(int item, float caution, boolean positive) {
        double factor = Math.clamp(Math.pow(of(item) / mean, caution), 1 / EXTREME, EXTREME);
        return positive ? factor : 1 / factor;
    }

    /// Multiplies each score by its [#factor].
    public void temper(float caution, float[] scores) {
        if (caution == 0) return;
        for (int i = 0; i < Math.min(graph.items(), scores.length); i++)
            scores[i] *= (float) factor(i, caution, scores[i] >= 0);
    }
}
