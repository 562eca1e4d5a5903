package io.skuld.engine.ranking;

import java.util.Random;

/// The probability that a person shown an item likes it, `P(like | exposed)`: a logistic network over held-out likes
/// against held-out dislikes. It knows nothing of what people come across, only of how it ends.
final class LikeHead {
    private static final int HIDDEN = 16;
    private static final int EPOCHS = 6;
    private static final int BATCH = 16;

    private final Network network;

    LikeHead(Network network) {
        this.network = network;
    }

    /// @param pairs scaled rows with their labels; the lists they are grouped in do not matter
    static LikeHead fit(Lists pairs, long seed) {
        Network network = new Network(HIDDEN, .03f, seed);
        Random random = new Random(seed);
        int[] order = new int[pairs.rowCount()];
        for (int r = 0; r < order.length; r++) {
            int other = random.nextInt(r + 1);
            order[r] = order[other];
            order[other] = r;
        }
        float[] one = new float[1];
        for (int epoch = 0; epoch < EPOCHS; epoch++)
            for (int k = 0; k < order.length; k++) {
                one[0] = 0;
                network.addScores(pairs.rows(), order[k], one);
                float truth = pairs.liked(order[k]) ? 1 : 0;
                network.accumulate(pairs.rows(), order[k], logistic(one[0]) - truth);
                if (k % BATCH == BATCH - 1 || k == order.length - 1) network.step();
            }
        return new LikeHead(network);
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
