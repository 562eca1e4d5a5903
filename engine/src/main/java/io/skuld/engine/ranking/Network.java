package io.skuld.engine.ranking;

import io.skuld.engine.math.Adam;
import io.skuld.engine.math.Vectors;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;

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
        addScores(rows, first, active(rows, first, out.length), out);
    }

    private void addScores(float[] rows, int first, float[] active, float[] out) {
        for (int r = 0; r < out.length; r++)
            out[r] +=
                    weights[inputs]
                            + Vectors.dot(weights, 0, rows, (first + r) * inputs, inputs)
                            + Vectors.dot(weights, outAt, active, r * hidden, hidden);
    }

    /// `max(0, Wx + c)` of each row, shape (count, hidden).
    private float[] active(float[] rows, int first, int count) {
        float[] active = new float[count * hidden];
        if (hidden == 0) return active;
        for (int r = 0; r < count; r++)
            System.arraycopy(weights, biasAt, active, r * hidden, hidden);
        Vectors.addProduct(
                rows, first * inputs, weights, matrixAt, active, 0, count, inputs, hidden);
        for (int k = 0; k < active.length; k++) active[k] = Math.max(0, active[k]);
        return active;
    }

    /// Adds the gradient of a loss over some rows to the waiting one.
    ///
    /// @param rows shape (count, inputs) from row `first` on
    /// @param slopes makes of the rows' scores the loss's derivatives by them
    void accumulate(float[] rows, int first, int count, UnaryOperator<float[]> slopes) {
        float[] active = active(rows, first, count);
        float[] scores = new float[count];
        addScores(rows, first, active, scores);
        float[] slope = slopes.apply(scores);
        for (int r = 0; r < count; r++) {
            Vectors.axpy(slope[r], rows, (first + r) * inputs, gradient, 0, inputs);
            gradient[inputs] += slope[r];
            Vectors.axpy(slope[r], active, r * hidden, gradient, outAt, hidden);
            for (int h = 0; h < hidden; h++) {
                int k = r * hidden + h;
                active[k] = active[k] > 0 ? slope[r] * weights[outAt + h] : 0;
                gradient[biasAt + h] += active[k];
            }
        }
        Vectors.addTransposedProduct(
                rows, first * inputs, active, 0, gradient, matrixAt, count, inputs, hidden);
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
