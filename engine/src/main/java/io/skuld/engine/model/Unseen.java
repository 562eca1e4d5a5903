package io.skuld.engine.model;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.math.TopN;

/// The items a person has not said anything about: the only ones worth ranking.
public final class Unseen {
    private Unseen() {}

    /// The best `n` items without an edge to the person.
    ///
    /// @param scores shape (graph.items); the person's own items are set to [TopN#EXCLUDED]
    public static int[] best(GraphView graph, int person, float[] scores, int n) {
        EdgeRun own = new EdgeRun();
        graph.itemsOf(person, own);
        while (own.next())
            for (int k = own.from; k < own.to; k++) {
                int item = EdgeRun.id(own.ends[k]);
                if (item < scores.length) scores[item] = TopN.EXCLUDED;
            }
        return TopN.of(scores, n);
    }
}
