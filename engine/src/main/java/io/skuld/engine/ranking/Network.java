package io.skuld.engine.ranking;

import io.skuld.engine.math.Adam;
import java.util.Arrays;
import java.util.Random;

/// A scorer with one hidden layer beside a linear one: `s(x) = w·x + b + v·max(0, Wx + c)`; without hidden units it is
/// linear. Online it learns by AdaGrad (Duchi, Hazan & Singer, JMLR 2011), whose steps shrink by themselves.
/// Scoring is safe for any number of threads while nobody learns; to learn beside readers, learn on a [#copy].
final class Network {
    private static final float DECAY = 1e-4f;

    private final int inputs;
    private final int hidden;
    private final float learningRate;

    /// One block: w (inputs), b (1), v (hidden), c (hidden), W (inputs, hidden).
    private final float[] weights;

    private final float[] gradient;
    private final float[] squares;
    private final float[] active;
    private final int outAt;
    private final int biasAt;
    private final int matrixAt;

    /// @param inputs numbers in a row
    Network(int inputs, int hidden, float learningRate, long seed) {
        this(inputs, hidden, learningRate);
        Random random = new Random(seed);
        for (int k = matrixAt; k < weights.length; k++)
            weights[k] = (float) (random.nextGaussian() / Math.sqrt(inputs));
        for (int k = outAt; k < biasAt; k++)
            weights[k] = (float) (random.nextGaussian() * .1 / Math.sqrt(hidden));
    }

    private Network(Network other) {
        this(other.inputs, other.hidden, other.learningRate);
        System.arraycopy(other.weights, 0, weights, 0, weights.length);
        System.arraycopy(other.squares, 0, squares, 0, squares.length);
    }

    /// All weights 0.
    private Network(int inputs, int hidden, float learningRate) {
        this.inputs = inputs;
        this.hidden = hidden;
        this.learningRate = learningRate;
        outAt = inputs + 1;
        biasAt = outAt + hidden;
        matrixAt = biasAt + hidden;
        weights = new float[matrixAt + inputs * hidden];
        gradient = new float[weights.length];
        squares = new float[weights.length];
        active = new float[hidden];
    }

    Network copy() {
        return new Network(this);
    }

    /// Starts as a scorer by one feature alone.
    void startFrom(int feature) {
        weights[feature] = 1;
    }

    /// Adds the score of each row to `out`.
    ///
    /// @param rows shape (out.length, inputs) from row `first` on
    void addScores(float[] rows, int first, float[] out) {
        float[] scratch = new float[hidden];
        for (int r = 0; r < out.length; r++) {
            int from = (first + r) * inputs;
            float sum = weights[inputs];
            for (int f = 0; f < inputs; f++) sum += weights[f] * rows[from + f];
            activate(rows, from, scratch);
            for (int h = 0; h < hidden; h++) sum += weights[outAt + h] * scratch[h];
            out[r] += sum;
        }
    }

    private void activate(float[] rows, int from, float[] units) {
        if (hidden == 0) return;
        System.arraycopy(weights, biasAt, units, 0, hidden);
        for (int f = 0; f < inputs; f++) {
            float x = rows[from + f];
            int at = matrixAt + f * hidden;
            for (int h = 0; h < hidden; h++) units[h] += x * weights[at + h];
        }
        for (int h = 0; h < hidden; h++) units[h] = Math.max(0, units[h]);
    }

    /// Adds `slope · ∂s/∂weights` at row `row` to the waiting gradient.
    void accumulate(float[] rows, int row, float slope) {
        if (slope == 0) return;
        int from = row * inputs;
        for (int f = 0; f < inputs; f++) gradient[f] += slope * rows[from + f];
        gradient[inputs] += slope;
        if (hidden == 0) return;
        activate(rows, from, active);
        for (int h = 0; h < hidden; h++) {
            gradient[outAt + h] += slope * active[h];
            active[h] = active[h] > 0 ? slope * weights[outAt + h] : 0;
            gradient[biasAt + h] += active[h];
        }
        for (int f = 0; f < inputs; f++) {
            float x = rows[from + f];
            int at = matrixAt + f * hidden;
            for (int h = 0; h < hidden; h++) gradient[at + h] += x * active[h];
        }
    }

    /// One AdaGrad step down the waiting gradient, which is then empty.
    void step() {
        for (int k = 0; k < weights.length; k++) {
            float g = gradient[k] + DECAY * weights[k];
            squares[k] += g * g;
            weights[k] -= learningRate * g / (float) Math.sqrt(squares[k] + 1e-8f);
        }
        Arrays.fill(gradient, 0);
    }

    /// One step of another optimizer down the mean of the waiting gradients. AdaGrad's sums are kept up, so that it can go
    /// on from here.
    ///
    /// @param share of the optimizer's learning rate
    void step(Adam adam, int gradients, float share) {
        for (int k = 0; k < weights.length; k++) {
            gradient[k] = gradient[k] / gradients + DECAY * weights[k];
            squares[k] += gradient[k] * gradient[k];
        }
        adam.step(weights, gradient, share);
        Arrays.fill(gradient, 0);
    }

    /// Numbers to learn.
    int size() {
        return weights.length;
    }

    /// Numbers in a row.
    int inputs() {
        return inputs;
    }

    int hidden() {
        return hidden;
    }

    /// Weights and AdaGrad's sums of squares, for a snapshot; shape (2, weights).
    float[] state() {
        float[] state = Arrays.copyOf(weights, 2 * weights.length);
        System.arraycopy(squares, 0, state, weights.length, weights.length);
        return state;
    }

    /// Takes over a [#state] of a network of the same shape.
    void restore(float[] state) {
        if (state.length != 2 * weights.length)
            throw new IllegalArgumentException(
                    "A network with %d hidden units has a state of %d numbers, got %d"
                            .formatted(hidden, 2 * weights.length, state.length));
        System.arraycopy(state, 0, weights, 0, weights.length);
        System.arraycopy(state, weights.length, squares, 0, squares.length);
    }
}
