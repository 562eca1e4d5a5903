package io.skuld.engine.graph;

import java.util.Arrays;
import java.util.function.Function;

/// A number that follows from each node's degree, for a reader that asks again and again: computed anew only where the
/// graph has changed between its questions. Belongs to one thread.
public final class ByDegree {
    /// What a degree amounts to.
    @FunctionalInterface
    public interface Amount {
        float of(int degree);
    }

    private final Function<GraphView, Adjacency> direction;
    private final Amount amount;
    private Adjacency known = Adjacency.of(new int[1], EdgeRun.NONE, EdgeRun.NONE);
    private float[] values = {};

    private ByDegree(Function<GraphView, Adjacency> direction, Amount amount) {
        this.direction = direction;
        this.amount = amount;
    }

    public static ByDegree ofPeople(Amount amount) {
        return new ByDegree(GraphView::byPerson, amount);
    }

    public static ByDegree ofItems(Amount amount) {
        return new ByDegree(GraphView::byItem, amount);
    }

    /// By node, the cells beyond the last one have no meaning; valid until the next question and not to be changed.
    public float[] in(GraphView view) {
        Adjacency now = direction.apply(view);
        if (now == known) return values;
        if (values.length < now.nodes())
            values = Arrays.copyOf(values, now.nodes() + now.nodes() / 8);
        for (int from = 0; from < now.nodes(); from += Adjacency.PAGE) {
            if (now.hasPageOf(known, from)) continue;
            int to = Math.min(from + Adjacency.PAGE, now.nodes());
            for (int n = from; n < to; n++) values[n] = amount.of(now.degree(n));
        }
        known = now;
        return values;
    }
}
