package io.skuld.server.learning;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.math.TopN;
import io.skuld.engine.model.Recommender;

/// How well a model foretells the next like while it learns: each is looked for in the person's ranking before it is learned
/// (Vinagre, Jorge & Gama, "Evaluation of recommender systems in streaming environments", 2014), by the model that answers
/// and by its first stage alone. Means over the newest thousand tests. The first two hundred likes are tested, later one in
/// eight: a test costs two rankings. Thread-safe.
public final class Prequential {
    static final int WINDOW = 1_000;
    private static final int ALL_OF_THE_FIRST = 200;
    private static final int LATER_ONE_IN = 8;
    private static final int PLACES = 20;

    /// By test, the place that answers gave and the place of the first stage; PLACES and beyond are all the same.
    private final int[] answered = new int[WINDOW];

    private final int[] first = new int[WINDOW];
    private long likes;
    private long tested;

    /// What the means are over and what they are.
    ///
    /// @param likes that came since the start
    /// @param tested how many of them were looked for beforehand
    /// @param window how many of these, the newest, the means are over
    /// @param answered as the model answers
    /// @param firstStage without the second stage; the same where there is none
    public record Report(long likes, long tested, int window, Means answered, Means firstStage) {}

    /// Means over the window; 0 when it is empty.
    ///
    /// @param ndcg discounted gain of the like among the first twenty
    /// @param recall share of likes among the first twenty
    public record Means(double ndcg, double recall) {}

    /// Looks for a like that is about to be learned.
    ///
    /// @param graph as it is before
    /// @param answers what answers; asked once
    /// @param firstStage without the second stage; the same object where there is none
    public void test(
            GraphView graph, int person, int item, Recommender answers, Recommender firstStage) {
        if (!isNext()) return;
        int place = place(graph, person, item, answers);
        int before = firstStage == answers ? place : place(graph, person, item, firstStage);
        keep(place, before);
    }

    private synchronized boolean isNext() {
        likes++;
        return likes <= ALL_OF_THE_FIRST || likes % LATER_ONE_IN == 0;
    }

    private synchronized void keep(int place, int before) {
        int cell = (int) (tested % WINDOW);
        answered[cell] = place;
        first[cell] = before;
        tested++;
    }

    /// From 0, among everything that the person has said nothing about; [#PLACES] when it is further down. Ties go to the
    /// smaller item, as in every ranking.
    private static int place(GraphView graph, int person, int item, Recommender model) {
        float[] scores = new float[Math.max(model.items(), graph.items())];
        if (item >= scores.length) return PLACES;
        model.score(person, scores);
        float wanted = scores[item];
        if (wanted == TopN.EXCLUDED) return PLACES;
        EdgeRun own = new EdgeRun();
        graph.itemsOf(person, own);
        while (own.next())
            for (int k = own.from; k < own.to; k++) scores[EdgeRun.id(own.ends[k])] = TopN.EXCLUDED;
        int place = 0;
        for (int i = 0; i < scores.length && place < PLACES; i++)
            if (i != item && (scores[i] > wanted || scores[i] == wanted && i < item)) place++;
        return place;
    }

    public synchronized Report report() {
        int window = (int) Math.min(tested, WINDOW);
        return new Report(likes, tested, window, means(answered, window), means(first, window));
    }

    private static Means means(int[] places, int window) {
        double gain = 0;
        int found = 0;
        for (int k = 0; k < window; k++) {
            if (places[k] >= PLACES) continue;
            gain += Math.log(2) / Math.log(places[k] + 2);
            found++;
        }
        return window == 0 ? new Means(0, 0) : new Means(gain / window, (double) found / window);
    }
}
