package io.skuld.engine.ranking;

import java.util.Arrays;
import java.util.Random;

/// Fits networks to lists by listwise softmax (conditional logit): the liked candidates of a list shall have its
/// probability.
final class ListTrainer {
    private static final int BATCH = 64;
    private static final int CUT = 20;

    private final Lists lists;
    private final int epochs;
    private final long deadline;

    /// @param deadline of [System#nanoTime]
    ListTrainer(Lists lists, int epochs, long deadline) {
        this.lists = lists;
        this.epochs = epochs;
        this.deadline = deadline;
    }

    /// The mean of the weights after each epoch of the second half: what single epochs gain and lose by chance cancels.
    Network fit(int hidden, float learningRate, long seed) {
        Network network = new Network(hidden, learningRate, seed);
        network.startFrom(CandidateFeatures.FIRST_STAGE);
        int[] order = new int[lists.size()];
        Arrays.setAll(order, k -> k);
        Random random = new Random(seed);
        Network mean = network;
        int averaged = 0;
        for (int epoch = 0; epoch < epochs; epoch++) {
            shuffle(order, random);
            for (int k = 0; k < order.length; k++) {
                learn(network, lists, order[k]);
                if (k % BATCH == BATCH - 1 || k == order.length - 1) network.step();
            }
            boolean last = System.nanoTime() > deadline;
            if (epoch >= epochs / 2 || last)
                mean = averaged++ == 0 ? network.copy() : mean.towards(network, 1f / averaged);
            if (last) break;
        }
        return mean;
    }

    private static void shuffle(int[] order, Random random) {
        for (int k = order.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int swap = order[k];
            order[k] = order[other];
            order[other] = swap;
        }
    }

    private static void learn(Network network, Lists lists, int list) {
        int from = lists.from(list);
        boolean[] liked = new boolean[lists.to(list) - from];
        for (int r = 0; r < liked.length; r++) liked[r] = lists.liked(from + r);
        accumulate(network, lists.rows(), from, liked);
    }

    /// Adds the gradient of one list to the network's.
    ///
    /// @param rows scaled features; the list's are those from row `first` on
    static void accumulate(Network network, float[] rows, int first, boolean[] liked) {
        int likes = 0;
        for (boolean l : liked) if (l) likes++;
        if (likes == 0) return;
        float[] chance = new float[liked.length];
        network.addScores(rows, first, chance);
        toProbabilities(chance);
        for (int r = 0; r < liked.length; r++)
            network.accumulate(rows, first + r, chance[r] - (liked[r] ? 1f / likes : 0));
    }

    private static void toProbabilities(float[] scores) {
        float most = Float.NEGATIVE_INFINITY;
        for (float s : scores) most = Math.max(most, s);
        float sum = 0;
        for (int k = 0; k < scores.length; k++)
            sum += scores[k] = (float) Math.exp(scores[k] - most);
        for (int k = 0; k < scores.length; k++) scores[k] /= sum;
    }

    /// Mean NDCG@20 of these networks' summed scores.
    static double ndcg(Lists lists, Network... networks) {
        double sum = 0;
        for (int list = 0; list < lists.size(); list++) {
            float[] scores = new float[lists.to(list) - lists.from(list)];
            for (Network n : networks) n.addScores(lists.rows(), lists.from(list), scores);
            sum += ndcg(lists, list, scores);
        }
        return sum / Math.max(1, lists.size());
    }

    private static double ndcg(Lists lists, int list, float[] scores) {
        double gain = 0;
        for (int r = 0; r < scores.length; r++) {
            if (!lists.liked(lists.from(list) + r)) continue;
            int rank = -1;
            for (float other : scores) if (other >= scores[r]) rank++;
            if (rank < CUT) gain += 1 / Math.log(rank + 2);
        }
        double ideal = 0;
        for (int r = 0; r < Math.min(CUT, lists.relevant(list)); r++) ideal += 1 / Math.log(r + 2);
        return ideal == 0 ? 0 : gain / ideal;
    }
}
