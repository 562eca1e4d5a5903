package io.skuld.engine.evaluation;

/// A range that holds the true value with a stated confidence; both ends are NaN when there was nothing to measure.
public record Interval(double low, double high) {
    public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

    public Interval {
        if (low > high)
            throw new IllegalArgumentException(
                    "An interval goes up, got [%s, %s]".formatted(low, high));
    }

    /// Whether 0 is outside: a difference with such an interval is more than chance.
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }
}
