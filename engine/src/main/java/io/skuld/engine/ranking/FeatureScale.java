package io.skuld.engine.ranking;

import io.skuld.engine.math.Vectors;

/// Brings features of very different spread to one: `sign(x)·log(1 + |x|/mean|x|)`, then zero mean and unit variance over
/// the rows it was fitted to. The compression carries much of the second stage's gain.
final class FeatureScale {
    private final int width;
    private final float[] unit;
    private final float[] mean;
    private final float[] spread;

    private FeatureScale(int width) {
        this.width = width;
        unit = new float[width];
        mean = new float[width];
        spread = new float[width];
    }

    /// Numbers in a row.
    int width() {
        return width;
    }

    /// @param rows shape (count, width)
    static FeatureScale fit(float[] rows, int count, int width) {
        FeatureScale scale = new FeatureScale(width);
        for (int f = 0; f < width; f++) {
            double size = 0;
            for (int r = 0; r < count; r++) size += Math.abs(rows[r * width + f]);
            scale.unit[f] = (float) Math.max(size / Math.max(count, 1), 1e-12);
            double sum = 0;
            double square = 0;
            for (int r = 0; r < count; r++) {
                double x = scale.compressed(rows[r * width + f], f);
                sum += x;
                square += x * x;
            }
            double average = sum / Math.max(count, 1);
            double variance = square / Math.max(count, 1) - average * average;
            scale.mean[f] = (float) average;
            // A feature that never varies is switched off, not blown up.
            scale.spread[f] = variance > 1e-9 ? (float) (1 / Math.sqrt(variance)) : 0;
        }
        return scale;
    }

    /// Units, means and spreads, shape (3, width), for a snapshot.
    float[] state() {
        float[] state = new float[3 * width];
        System.arraycopy(unit, 0, state, 0, width);
        System.arraycopy(mean, 0, state, width, width);
        System.arraycopy(spread, 0, state, 2 * width, width);
        return state;
    }

    /// From a [#state].
    static FeatureScale of(float[] state, int width) {
        if (state.length != 3 * width)
            throw new IllegalArgumentException(
                    "A scale has %d numbers, got %d".formatted(3 * width, state.length));
        FeatureScale scale = new FeatureScale(width);
        System.arraycopy(state, 0, scale.unit, 0, width);
        System.arraycopy(state, width, scale.mean, 0, width);
        System.arraycopy(state, 2 * width, scale.spread, 0, width);
        return scale;
    }

    private float compressed(float x, int f) {
        // Not log1p: it is ten times as slow, and a float does not show the difference.
        return (float) Math.copySign(Math.log(1 + (double) Math.abs(x) / unit[f]), x);
    }

    /// Scales rows in place; anything not finite becomes the mean.
    ///
    /// @param rows shape (count, width)
    void apply(float[] rows, int count) {
        for (int r = 0; r < count; r++)
            Vectors.standardize(rows, r * width, width, unit, mean, spread);
    }
}
