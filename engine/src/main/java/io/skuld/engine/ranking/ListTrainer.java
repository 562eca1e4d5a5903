package io.skuld.engine.ranking;

import io.skuld.engine.math.Adam;
import io.skuld.engine.math.Shuffle;
import java.util.Arrays;
import java.util.Random;

/// Fits networks to lists by listwise softmax (conditional logit): the liked candidates of a list shall have its
/// probability.
final class ListTrainer {
    static final int BATCH = 32;

    /// Going through the lists more often than this learns them by heart.
    private static final int MOST_EPOCHS = 16;

    private static final int CUT = 20;
    private static final float LINEAR_RATE = .01f;
    private static final float NETWORK_RATE = .003f;

    private final Lists lists;
    private final int steps;
    private final long deadline;

    /// @param steps batches that are learned from; fewer when there are few lists
    /// @param deadline of [System#nanoTime]
    ListTrainer(Lists lists, int steps, long deadline) {
        this.lists = lists;
        this.steps = (int) Math.min(steps, (long) MOST_EPOCHS * lists.size() / BATCH + 1);
        this.deadline = deadline;
    }

    /// Starts from the first stage's order; steps shrink to nothing by the last.
    ///
    /// @param onlineRate learning rate of later steps
    Network fit(int hidden, float onlineRate, long seed) {
        Network network = new Network(lists.features(), hidden, onlineRate, seed);
        network.startFrom(CandidateFeatures.FIRST_STAGE);
        learn(network, seed);
        return network;
    }

    /// Learns on from what a network knows, by steps as in [#fit].
    void learn(Network network, long seed) {
        Adam adam = new Adam(network.size(), network.hidden() == 0 ? LINEAR_RATE : NETWORK_RATE);
        int[] order = new int[lists.size()];
        Arrays.setAll(order, k -> k);
        Random random = new Random(seed);
        float[] rows = new float[lists.longest() * lists.features()];
        int next = order.length;
        for (int step = 0; step < steps && order.length > 0; step++) {
            if (next >= order.length) {
                if (System.nanoTime() > deadline) break;
                Shuffle.shuffle(order, random);
                next = 0;
            }
            int to = Math.min(order.length, next + BATCH);
            int batch = to - next;
            for (; next < to; next++) {
                lists.read(order[next], rows);
                accumulate(network, rows, lists.labels(order[next]));
            }
            network.step(adam, batch, 1 - (float) step / steps);
        }
    }

    /// Adds the gradient of one list to the network's.
    ///
    /// @param rows scaled features, shape (liked.length or more, features)
    static void accumulate(Network network, float[] rows, boolean[] liked) {
        int likes = 0;
        for (boolean l : liked) if (l) likes++;
        if (likes == 0) return;
        float share = 1f / likes;
        network.accumulate(
                rows,
                0,
                liked.length,
                scores -> {
                    toProbabilities(scores);
                    for (int r = 0; r < scores.length; r++) if (liked[r]) scores[r] -= share;
                    return scores;
                });
    }

    private static void toProbabilities(float[] scores) {
        float most = Float.NEGATIVE_INFINITY;
        for (float s : scores) most = Math.max(most, s);
        float sum = 0;
        for (int k = 0; k < scores.length; k++)
            sum += scores[k] = (float) Math.exp(scores[k] - most);
        for (int k = 0; k < scores.length; k++) scores[k] /= sum;
    }

    /// NDCG@20 of lists in the order they are in, list by list.
    static double[] ndcgAsTheyStand(Lists lists) {
        double[] each = new double[lists.size()];
        for (int list = 0; list < each.length; list++) {
            boolean[] liked = lists.labels(list);
            float[] falling = new float[liked.length];
            for (int r = 0; r < falling.length; r++) falling[r] = -r;
            each[list] = ndcg(liked, lists.relevant(list), falling);
        }
        return each;
    }

    /// NDCG@20 of these networks' summed scores, list by list.
    static double[] ndcg(Lists lists, Network... networks) {
        double[] each = new double[lists.size()];
        for (int list = 0; list < each.length; list++) {
            boolean[] liked = lists.labels(list);
            float[] rows = new float[liked.length * lists.features()];
            lists.read(list, rows);
            float[] scores = new float[liked.length];
            for (Network n : networks) n.addScores(rows, 0, scores);
            each[list] = ndcg(liked, lists.relevant(list), scores);
        }
        return each;
    }

    private static double ndcg(boolean[] liked, int relevant, float[] scores) {
        double gain = 0;
        for (int r = 0; r < scores.length; r++) {
            if (!liked[r]) continue;
            int rank = -1;
            for (float other : scores) if (other >= scores[r]) rank++;
            if (rank < CUT) gain += 1 / Math.log(rank + 2);
        }
        double ideal = 0;
        for (int r = 0; r < Math.min(CUT, relevant); r++) ideal += 1 / Math.log(r + 2);
        return ideal == 0 ? 0 : gain / ideal;
    }
}
