package io.skuld.engine.ranking;

/// Brings features of very different spread to one: `sign(x)·log(1 + |x|/mean|x|)`, then zero mean and unit variance over
/// the rows it was fitted to. The compression carries much of the second stage's gain.
final class FeatureScale {
    private static final int COUNT = CandidateFeatures.COUNT;

    private final float[] unit = new float[COUNT];
    private final float[] mean = new float[COUNT];
    private final float[] spread = new float[COUNT];

    private FeatureScale() {}

    /// @param rows shape (count, COUNT)
    static FeatureScale fit(float[] rows, int count) {
        FeatureScale scale = new FeatureScale();
        for (int f = 0; f < COUNT; f++) {
            double size = 0;
            for (int r = 0; r < count; r++) size += Math.abs(rows[r * COUNT + f]);
            scale.unit[f] = (float) Math.max(size / Math.max(count, 1), 1e-12);
            double sum = 0;
            double square = 0;
            for (int r = 0; r < count; r++) {
                double x = scale.compressed(rows[r * COUNT + f], f);
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

    /// Units, means and spreads, shape (3, COUNT), for a snapshot.
    float[] state() {
        float[] state = new float[3 * COUNT];
        System.arraycopy(unit, 0, state, 0, COUNT);
        System.arraycopy(mean, 0, state, COUNT, COUNT);
        System.arraycopy(spread, 0, state, 2 * COUNT, COUNT);
        return state;
    }

    /// From a [#state].
    static FeatureScale of(float[] state) {
        if (state.length != 3 * COUNT)
            throw new IllegalArgumentException(
                    "A scale has %d numbers, got %d".formatted(3 * COUNT, state.length));
        FeatureScale scale = new FeatureScale();
        System.arraycopy(state, 0, scale.unit, 0, COUNT);
        System.arraycopy(state, COUNT, scale.mean, 0, COUNT);
        System.arraycopy(state, 2 * COUNT, scale.spread, 0, COUNT);
        return scale;
    }

    private float compressed(float x, int f) {
        // Not log1p: it is ten times as slow, and a float does not show the difference.
        return (float) Math.copySign(Math.log(1 + (double) Math.abs(x) / unit[f]), x);
    }

    /// Scales rows in place; anything not finite becomes the mean.
    ///
    /// @param rows shape (count, COUNT)
    void apply(float[] rows, int count) {
        for (int r = 0; r < count; r++)
            for (int f = 0; f < COUNT; f++) {
                int at = r * COUNT + f;
                float x = (compressed(rows[at], f) - mean[f]) * spread[f];
                rows[at] = Float.isFinite(x) ? Math.clamp(x, -8, 8) : 0;
            }
    }
}
