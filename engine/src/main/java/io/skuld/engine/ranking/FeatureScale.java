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

    private float compressed(float x, int f) {
        return (float) Math.copySign(Math.log1p(Math.abs(x) / unit[f]), x);
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
