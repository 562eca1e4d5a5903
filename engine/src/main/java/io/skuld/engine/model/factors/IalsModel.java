package io.skuld.engine.model.factors;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.OnlineRecommender;
import java.util.Arrays;

/// Signed iALS over a live graph: each event solves its person and its item anew. Thread-safe.
public final class IalsModel implements OnlineRecommender {
    private final SignedGraph graph;
    private final Factors factors;

    IalsModel(SignedGraph graph, Factors factors) {
        this.graph = graph;
        this.factors = factors;
    }

    public Factors factors() {
        return factors;
    }

    @Override
    public int people() {
        return graph.view().people();
    }

    @Override
    public int items() {
        return graph.view().items();
    }

    @Override
    public void score(int person, float[] scores) {
        GraphView view = graph.view();
        Arrays.fill(scores, 0);
        if (view.personDegree(person) > 0) factors.addScores(person, 1, scores);
        else
            for (int i = 0; i < Math.min(view.items(), scores.length); i++)
                scores[i] = (float) Math.sqrt(view.itemLikes(i));
    }

    @Override
    public synchronized void absorb(int person, int item, float weight, long time) {
        graph.put(person, item, weight, time);
        factors.learn(graph.view(), person, item);
    }

    @Override
    public synchronized void retract(int person, int item) {
        if (graph.view().weight(person, item) == 0) return;
        graph.retract(person, item);
        factors.learn(graph.view(), person, item);
    }

    /// Solves every person once more.
    @Override
    public void sweep() {
        factors.sweepPeople(graph::view);
    }
}
