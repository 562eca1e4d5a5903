package io.skuld.engine.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/// 95 % intervals from resampling persons with replacement (Efron & Tibshirani, "An introduction to the bootstrap",
/// 1993, §13.3, percentile intervals). Persons, not interactions: one person's hits are not independent of each other.
public final class Bootstrap {
    private static final double TAIL = 0.025;

    private final int resamples;
    private final long seed;

    public Bootstrap(int resamples, long seed) {
        if (resamples < 100)
            throw new IllegalArgumentException(
                    "An interval needs at least 100 resamples, got " + resamples);
        this.resamples = resamples;
        this.seed = seed;
    }

    /// The difference of the means of two models over the same persons, `b - a`.
    public record Difference(double mean, Interval ci95, int persons) {}

    /// The interval of the mean of those values that are not NaN.
    public Interval mean(double[] values) {
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        if (known.length == 0) return Interval.UNKNOWN;
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            double sum = 0;
            for (int k = 0; k < known.length; k++) sum += known[random.nextInt(known.length)];
            means[r] = sum / known.length;
        }
        Arrays.sort(means);
        return new Interval(quantile(means, TAIL), quantile(means, 1 - TAIL));
    }

    /// How much better `b` is than `a`, person by person; persons for whom either is NaN are left out.
    ///
    /// @param a one value a person, the same persons in the same order as `b`
    public Difference paired(double[] a, double[] b) {
        if (a.length != b.length)
            throw new IllegalArgumentException(
                    "Paired values come from the same persons, got %d and %d"
                            .formatted(a.length, b.length));
        double[] difference = new double[a.length];
        for (int k = 0; k < a.length; k++) difference[k] = b[k] - a[k];
        int persons = (int) Arrays.stream(difference).filter(v -> !Double.isNaN(v)).count();
        return new Difference(meanOfKnown(difference), mean(difference), persons);
    }

    /// The mean of those values that are not NaN; NaN when there are none.
    static double meanOfKnown(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }

    private static double quantile(double[] sorted, double q) {
        return sorted[(int) Math.round(q * (sorted.length - 1))];
    }
}
