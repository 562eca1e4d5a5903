package io.skuld.benchmarks;

import io.skuld.engine.graph.EdgeSource;
import io.skuld.engine.graph.SignedEdges;
import java.util.SplittableRandom;

/// People and items as uneven as real ones: both are drawn from a power law, four of ten interactions are likes. No data to
/// download, and any size.
final class SyntheticGraph {
    /// Share of draws that fall on the first x of n: (x/n)^SKEW.
    private static final double SKEW = 0.45;

    private SyntheticGraph() {}

    static SignedEdges edges(int people, int items, int edges, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] person = new int[edges];
        int[] item = new int[edges];
        boolean[] liked = new boolean[edges];
        for (int e = 0; e < edges; e++) {
            person[e] = draw(random, people);
            item[e] = draw(random, items);
            liked[e] = random.nextInt(10) < 4;
        }
        return SignedEdges.untimed(people, items, person, item, liked);
    }

    /// The same edges without holding them.
    static void tell(int people, int items, int edges, long seed, EdgeSource.Listener listener) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int e = 0; e < edges; e++)
            listener.edge(draw(random, people), draw(random, items), random.nextInt(10) < 4);
    }

    static int draw(SplittableRandom random, int n) {
        return (int) (n * Math.pow(random.nextDouble(), 1 / SKEW));
    }
}
