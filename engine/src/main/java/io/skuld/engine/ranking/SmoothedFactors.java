package io.skuld.engine.ranking;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.math.Vectors;
import io.skuld.engine.model.factors.Factors;

/// Factors averaged over the graph, one and two hops (the light graph convolution of He et al., SIGIR 2020, §3.1.1, on
/// fitted factors): harmful as a score, telling as a feature. Item vectors are computed once, a person's when asked, so a
/// person's newest signals count.
final class SmoothedFactors {
    /// A dislike passes on half of what a like does: it, too, says that the two have met.
    private static final float DISLIKE = .5f;

    private final int dim;
    private final int items;

    /// Shape (items, dim): as fitted, after one hop, after two.
    private final float[][] itemVectors;

    SmoothedFactors(GraphView graph, Factors factors) {
        dim = factors.settings().dim();
        items = factors.items();
        float[] fitted = factors.itemVectors();
        float[] once = gatherItems(graph, factors.personVectors());
        float[] people = new float[graph.people() * dim];
        for (int p = 0; p < graph.people(); p++) gatherPerson(graph, p, once, people, p * dim);
        itemVectors = new float[][] {fitted, once, gatherItems(graph, people)};
    }

    private float[] gatherItems(GraphView graph, float[] people) {
        float[] gathered = new float[items * dim];
        EdgeRun run = new EdgeRun();
        for (int i = 0; i < Math.min(items, graph.items()); i++) {
            graph.peopleOf(i, run);
            while (run.next())
                for (int k = run.from; k < run.to; k++) {
                    int p = EdgeRun.id(run.ends[k]);
                    if ((p + 1) * dim > people.length) continue;
                    float w = edgeWeight(graph, p, i, run.ends[k]);
                    Vectors.axpy(w, people, p * dim, gathered, i * dim, dim);
                }
        }
        return gathered;
    }

    private void gatherPerson(GraphView graph, int person, float[] from, float[] out, int at) {
        EdgeRun run = new EdgeRun();
        graph.itemsOf(person, run);
        while (run.next())
            for (int k = run.from; k < run.to; k++) {
                int i = EdgeRun.id(run.ends[k]);
                if (i >= items) continue;
                Vectors.axpy(
                        edgeWeight(graph, person, i, run.ends[k]), from, i * dim, out, at, dim);
            }
    }

    private static float edgeWeight(GraphView graph, int person, int item, int end) {
        double degrees = (double) graph.personDegree(person) * graph.itemDegree(item);
        return (float) ((EdgeRun.liked(end) ? 1 : DISLIKE) / Math.sqrt(degrees));
    }

    /// The person's vector after `hops`, for [#score].
    float[] person(GraphView graph, int person, int hops) {
        float[] vector = new float[dim];
        gatherPerson(graph, person, itemVectors[hops - 1], vector, 0);
        return vector;
    }

    float score(float[] person, int item, int hops) {
        return item < items ? Vectors.dot(person, 0, itemVectors[hops], item * dim, dim) : 0;
    }
}
