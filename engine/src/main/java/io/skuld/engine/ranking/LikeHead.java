package io.skuld.engine.ranking;

import io.skuld.engine.math.Adam;
import java.util.Random;
import java.util.stream.IntStream;

/// The probability that a person shown an item likes it, `P(like | exposed)`: a logistic network over held-out likes
/// against held-out dislikes. It knows nothing of what people come across, only of how it ends.
final class LikeHead {
    private static final int HIDDEN = 16;
    private static final int EPOCHS = 6;
    private static final int BATCH = 128;
    private static final float RATE = .003f;

    private final Network network;

    LikeHead(Network network) {
        this.network = network;
    }

    /// @param pairs scaled rows with their labels; the lists they are grouped in do not matter
    static LikeHead fit(Lists pairs, long seed) {
        float[] rows = pairs.rows();
        boolean[] liked = pairs.rowLabels();
        Network network = new Network(pairs.features(), HIDDEN, RATE, seed);
        Adam adam = new Adam(network.size(), RATE);
        Random random = new Random(seed);
        int[] order = IntStream.range(0, liked.length).toArray();
        long steps = (long) EPOCHS * ((order.length + BATCH - 1) / BATCH);
        long taken = 0;
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            ListTrainer.shuffle(order, random);
            for (int from = 0; from < order.length; from += BATCH) {
                int to = Math.min(order.length, from + BATCH);
                for (int k = from; k < to; k++) learn(network, rows, order[k], liked[order[k]]);
                network.step(adam, to - from, 1 - (float) taken++ / steps);
            }
        }
        return new LikeHead(network);
    }

    private static void learn(Network network, float[] rows, int row, boolean liked) {
        network.accumulate(
                rows, row, 1, logit -> new float[] {logistic(logit[0]) - (liked ? 1 : 0)});
    }

    static float logistic(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    Network network() {
        return network;
    }

    /// Adds `caution · log P(like | exposed)` of each row to `out`.
    void addCaution(float caution, float[] rows, float[] out) {
        float[] logits = new float[out.length];
        network.addScores(rows, 0, logits);
        for (int r = 0; r < out.length; r++)
            out[r] -= caution * (float) Math.log1p(Math.exp(-Math.clamp(logits[r], -20, 20)));
    }
}
