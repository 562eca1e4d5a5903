package io.skuld.server.ingest.log;

import io.skuld.server.ingest.RatingScale;
import java.util.Locale;
import java.util.Optional;

/// Finds the scale from all numbers of a file: one row cannot tell a 1 of 1 from a 1 of 10.
final class ScaleGuess {
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private boolean whole = true;

    void see(double value) {
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
        whole &= value == Math.rint(value);
    }

    boolean sawNothing() {
        return highest < lowest;
    }

    /// The narrowest scale that holds every number, or empty when none does.
    Optional<RatingScale> scale() {
        if (sawNothing()) return Optional.empty();
        if (whole && lowest >= -1 && highest <= 1) return Optional.of(RatingScale.BINARY);
        if (lowest < 0) return Optional.empty();
        if (highest <= 1) return Optional.of(RatingScale.SHARE);
        if (highest <= 5) return Optional.of(RatingScale.FIVE);
        if (highest <= 10) return Optional.of(RatingScale.TEN);
        return highest <= 100 ? Optional.of(RatingScale.HUNDRED) : Optional.empty();
    }

    String range() {
        return String.format(Locale.ROOT, "%s to %s", plain(lowest), plain(highest));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
