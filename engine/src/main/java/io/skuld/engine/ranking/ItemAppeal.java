package io.skuld.engine.ranking;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;

/// How much more or less an item is liked than those who met it like things: the item's part of the baseline predictor
/// `like_ui ≈ μ + b_u + b_i` (Koren, Bell & Volinsky, "Matrix Factorization Techniques for Recommender Systems", 2009). A plain
/// share of likes confuses a good item with one that lenient people met. While an item has few signals it is taken to be
/// like its neighbours, the items that its people met, too:
/// `appeal_i = (likes_i − Σ_u (μ + b_u) + 10·n_i) / (signals_i + 10)` with `n_i` the neighbours' mean `b_j`, weighted by the
/// people they share, each person counted once.
///
/// People and neighbours are as they were at the fit; an item's own signals count at once.
final class ItemAppeal {
    private static final int SWEEPS = 5;

    /// Signals that a person's or an item's bias is pulled to nought with.
    private static final int BIAS_PULL = 5;

    /// Signals that an item's neighbours count for.
    private static final int NEIGHBOUR_PULL = 10;

    /// Expected share of likes among those who met the item, and mean bias of its neighbours; shape (items).
    private final float[] expected;

    private final float[] neighbours;
    private final float mean;

    /// Costs a dozen visits of each edge.
    ItemAppeal(GraphView graph) {
        mean = (float) ((graph.likes() + 1.0) / (graph.edges() + 2.0));
        float[] people = new float[graph.people()];
        float[] items = new float[graph.items()];
        expected = new float[graph.items()];
        neighbours = new float[graph.items()];
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            expect(graph, people);
            for (int i = 0; i < items.length; i++)
                items[i] =
                        (graph.itemLikes(i) - graph.itemDegree(i) * expected[i])
                                / (graph.itemDegree(i) + BIAS_PULL);
            for (int p = 0; p < people.length; p++) people[p] = bias(graph, p, items);
        }
        expect(graph, people);
        meetNeighbours(graph, items);
    }

    private void expect(GraphView graph, float[] people) {
        EdgeRun run = new EdgeRun();
        for (int i = 0; i < expected.length; i++) {
            float sum = 0;
            graph.peopleOf(i, run);
            while (run.next())
                for (int k = run.from; k < run.to; k++) sum += people[EdgeRun.id(run.ends[k])];
            expected[i] = mean + sum / Math.max(1, graph.itemDegree(i));
        }
    }

    private float bias(GraphView graph, int person, float[] items) {
        int signals = graph.personDegree(person);
        float unexplained = graph.personLikes(person) - signals * mean - sum(graph, person, items);
        return unexplained / (signals + BIAS_PULL);
    }

    private static float sum(GraphView graph, int person, float[] items) {
        EdgeRun run = new EdgeRun();
        float sum = 0;
        graph.itemsOf(person, run);
        while (run.next())
            for (int k = run.from; k < run.to; k++) sum += items[EdgeRun.id(run.ends[k])];
        return sum;
    }

    /// `n_i = Σ_u (Σ_j b_j − b_i)/d_u / Σ_u (d_u − 1)/d_u` over the people u of i and what they met.
    private void meetNeighbours(GraphView graph, float[] items) {
        EdgeRun run = new EdgeRun();
        float[] weight = new float[items.length];
        for (int p = 0; p < graph.people(); p++) {
            float all = sum(graph, p, items);
            float share = 1f / Math.max(1, graph.personDegree(p));
            graph.itemsOf(p, run);
            while (run.next())
                for (int k = run.from; k < run.to; k++) {
                    int i = EdgeRun.id(run.ends[k]);
                    neighbours[i] += share * (all - items[i]);
                    weight[i] += 1 - share;
                }
        }
        for (int i = 0; i < items.length; i++) if (weight[i] > 0) neighbours[i] /= weight[i];
    }

    /// In [-1, 1]; 0 for an item that is liked as often as its people like anything.
    float of(GraphView graph, int item) {
        boolean known = item < expected.length;
        float signals = graph.itemDegree(item);
        float surplus = graph.itemLikes(item) - signals * (known ? expected[item] : mean);
        float start = known ? neighbours[item] : 0;
        return (surplus + NEIGHBOUR_PULL * start) / (signals + NEIGHBOUR_PULL);
    }
}
