package io.skuld.engine.ranking;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import java.util.Arrays;

/// Re-orders candidates so that those on top differ from each other: maximal marginal relevance (Carbonell & Goldstein,
/// SIGIR 1998, §2).
public final class Diversity {
    private Diversity() {}

    /// How alike one candidate is to each candidate.
    @FunctionalInterface
    public interface Similarity {
        /// @param candidate position among the candidates
        /// @param similarity 1 for the same and 0 for nothing in common, shape (candidates); overwritten
        void to(int candidate, float[] similarity);
    }

    /// Positions of the best n, each chosen for `(1 - diversity) · relevance - diversity · (likeness to the most alike
    /// chosen before)`, relevance brought to [0, 1]. Ties go to the earlier candidate. Costs O(n · candidates) and n
    /// questions to `similarity`.
    ///
    /// @param relevance finite, shape (candidates)
    /// @param diversity in [0, 1]; 0 orders by relevance alone
    public static int[] order(float[] relevance, Similarity similarity, float diversity, int n) {
        float[] worth = relevance.clone();
        scaleToOne(worth);
        float[] alike = new float[worth.length];
        float[] toLast = new float[worth.length];
        boolean[] taken = new boolean[worth.length];
        int[] order = new int[Math.min(n, worth.length)];
        for (int place = 0; place < order.length; place++) {
            int best = -1;
            float most = Float.NEGATIVE_INFINITY;
            for (int c = 0; c < worth.length; c++) {
                float gain = (1 - diversity) * worth[c] - diversity * alike[c];
                if (!taken[c] && gain > most) {
                    best = c;
                    most = gain;
                }
            }
            order[place] = best;
            taken[best] = true;
            if (diversity == 0) continue;
            similarity.to(best, toLast);
            for (int c = 0; c < alike.length; c++) alike[c] = Math.max(alike[c], toLast[c]);
        }
        return order;
    }

    private static void scaleToOne(float[] values) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float v : values) {
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        // In double: the span of two floats need not be one.
        double spread = (double) high - low;
        for (int c = 0; c < values.length; c++)
            values[c] = spread > 0 ? (float) (((double) values[c] - low) / spread) : 0;
    }

    /// Items are alike as far as the same people liked them: the cosine of their likers. Costs the edges of all
    /// candidates for each question.
    ///
    /// @param items the candidates; ids beyond the graph are like nothing
    public static Similarity bySharedLikers(GraphView graph, int[] items) {
        boolean[] likes = new boolean[graph.people()];
        EdgeRun run = new EdgeRun();
        return (candidate, similarity) -> {
            Arrays.fill(similarity, 0);
            mark(graph, items[candidate], likes, run, true);
            for (int c = 0; c < items.length; c++) {
                double norm =
                        (double) graph.itemLikes(items[candidate]) * graph.itemLikes(items[c]);
                int shared = 0;
                graph.peopleOf(items[c], run);
                while (run.next())
                    for (int k = run.from; k < run.to; k++)
                        if (EdgeRun.liked(run.ends[k]) && likes[EdgeRun.id(run.ends[k])]) shared++;
                if (shared > 0) similarity[c] = (float) (shared / Math.sqrt(norm));
            }
            mark(graph, items[candidate], likes, run, false);
        };
    }

    private static void mark(
            GraphView graph, int item, boolean[] likes, EdgeRun run, boolean value) {
        graph.peopleOf(item, run);
        while (run.next())
            for (int k = run.from; k < run.to; k++)
                if (EdgeRun.liked(run.ends[k])) likes[EdgeRun.id(run.ends[k])] = value;
    }

    /// Items are alike as far as their vectors point the same way; opposite ones have nothing in common.
    ///
    /// @param vectors one row each, shape (candidates, any); an empty one is like nothing
    public static Similarity byVectors(float[][] vectors) {
        double[] lengths = new double[vectors.length];
        for (int c = 0; c < lengths.length; c++)
            lengths[c] = Math.sqrt(product(vectors[c], vectors[c]));
        return (candidate, similarity) -> {
            for (int c = 0; c < vectors.length; c++) {
                double norm = lengths[candidate] * lengths[c];
                similarity[c] =
                        norm > 0
                                ? (float)
                                        Math.max(0, product(vectors[candidate], vectors[c]) / norm)
                                : 0;
            }
        };
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int f = 0; f < Math.min(a.length, b.length); f++) sum += (double) a[f] * b[f];
        return sum;
    }
}
