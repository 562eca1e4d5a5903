package io.skuld.server.serving;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.math.TopN;
import io.skuld.engine.ranking.Diversity;
import io.skuld.server.learning.ServedModel;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Rankings made from the scores of the model that serves. Thread-safe; arrays over all items are lent by a pool.
final class Recommendations {
    private final ServedModel model;
    private final ConcurrentLinkedDeque<float[]> free = new ConcurrentLinkedDeque<>();

    Recommendations(ServedModel model) {
        this.model = model;
    }

    /// Items with their scores, best first.
    ///
    /// @param newcomer whether nothing was known of the person, so that this is what everybody likes
    record Ranked(int[] items, float[] scores, boolean newcomer) {}

    /// The best items that the person has said nothing about.
    ///
    /// @param exclude names of further items to leave out; unknown ones do no harm
    Ranked recommend(String user, int n, float caution, List<String> exclude) {
        int person = model.person(user);
        int length = model.items();
        float[] scores = scores(person, caution, length);
        GraphView view = model.paths().view();
        excludeOwn(view, person, scores);
        for (String name : exclude) {
            int item = model.item(name);
            if (item < length) scores[item] = TopN.EXCLUDED;
        }
        int[] best = TopN.of(scores, length, n);
        float[] theirs = new float[best.length];
        for (int k = 0; k < best.length; k++) theirs[k] = scores[best[k]];
        free.addFirst(scores);
        return new Ranked(best, theirs, view.personDegree(person) == 0);
    }

    private void excludeOwn(GraphView view, int person, float[] scores) {
        EdgeRun own = new EdgeRun();
        view.itemsOf(person, own);
        while (own.next())
            for (int k = own.from; k < own.to; k++) {
                int item = EdgeRun.id(own.ends[k]);
                if (item < scores.length) scores[item] = TopN.EXCLUDED;
            }
    }

    /// A lent array, at least so long.
    private float[] scores(int person, float caution, int items) {
        float[] scores = free.pollFirst();
        if (scores == null || scores.length < items) scores = new float[items];
        model.score(person, caution, scores);
        return scores;
    }

    /// One candidate of a ranking.
    ///
    /// @param known whether the model knows the item; an unknown one has the score 0 and comes last
    record Candidate(String name, float score, boolean known) {}

    /// The candidates, best first; of equals, and of unknown ones, the earlier.
    List<Candidate> rank(String user, List<String> candidates, float caution) {
        int length = model.items();
        float[] scores = scores(model.person(user), caution, length);
        List<Candidate> ranked =
                candidates.stream()
                        .map(name -> candidate(name, scores, length))
                        .sorted((a, b) ->
                                a.known != b.known
                                        ? Boolean.compare(b.known, a.known)
                                        : Float.compare(b.score, a.score))
                        .toList();
        free.addFirst(scores);
        return ranked;
    }

    private Candidate candidate(String name, float[] scores, int length) {
        int item = model.item(name);
        boolean known = item < length && Float.isFinite(scores[item]);
        return new Candidate(name, known ? scores[item] : 0, known);
    }

    /// Positions of the n candidates to show, see [Diversity]. Items are alike by their vectors where the model has all
    /// of them, else by the people who liked them.
    int[] rerank(List<String> candidates, float[] scores, float diversity, int n) {
        int[] items = new int[candidates.size()];
        float[][] vectors = new float[items.length][];
        boolean complete = true;
        for (int c = 0; c < items.length; c++) {
            items[c] = model.item(candidates.get(c));
            float[] vector = items[c] == ServedModel.UNKNOWN ? null : model.itemVector(items[c]);
            complete &= vector != null;
            vectors[c] = vector == null ? new float[0] : vector;
        }
        Diversity.Similarity similarity =
                complete
                        ? Diversity.byVectors(vectors)
                        : Diversity.bySharedLikers(model.paths().view(), items);
        return Diversity.order(scores, similarity, diversity, n);
    }
}
