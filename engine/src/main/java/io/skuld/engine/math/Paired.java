package io.skuld.engine.math;

/// Comparison of two methods by what each reaches for the same people.
public final class Paired {
    private Paired() {}

    /// Whether `a` is better than `b` by more than one standard error of the mean difference. Never for nobody.
    ///
    /// @param a one value for each person
    /// @param b of the same people in the same order
    public static boolean isBetter(double[] a, double[] b) {
        double sum = 0;
        double square = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] - b[k];
            square += (a[k] - b[k]) * (a[k] - b[k]);
        }
        double variance = square / Math.max(1, a.length) - Math.pow(sum / Math.max(1, a.length), 2);
        return sum > Math.sqrt(Math.max(0, variance) * a.length);
    }
}
