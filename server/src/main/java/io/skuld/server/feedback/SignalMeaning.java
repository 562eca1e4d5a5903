package io.skuld.server.feedback;

import io.skuld.server.feedback.Signal.*;

/// What a signal means as numbers: the one place that decides it.
///
/// @param polarity which of the four classes it belongs to
/// @param weight signed weight of its edge in the graph, in [-1, 1]; 0 means no edge
/// @param rating the rating 0 to 10 it stands for; only read when `confidence` is above 0
/// @param confidence how sure that rating is, against 1 for a rating given by hand; 0 means it says nothing about taste
public record SignalMeaning(Polarity polarity, float weight, double rating, double confidence) {
    /// The four classes of feedback, and signals that say nothing about taste.
    public enum Polarity {
        EXPLICIT_POSITIVE,
        IMPLICIT_POSITIVE,
        NEUTRAL,
        IMPLICIT_NEGATIVE,
        EXPLICIT_NEGATIVE
    }

    private static final SignalMeaning SILENT = new SignalMeaning(Polarity.NEUTRAL, 0, 5, 0);

    /// Played at least this much counts as finished.
    public static final double FINISHED = .9;

    public static SignalMeaning of(Signal signal) {
        return switch (signal) { // a new signal does not compile until someone decides here
            case Rated(double value) -> rated(value);
            case Liked() -> new SignalMeaning(Polarity.EXPLICIT_POSITIVE, 1, 8.5, .7);
            case Disliked() -> new SignalMeaning(Polarity.EXPLICIT_NEGATIVE, -1, 1.5, .7);
            case Labelled(boolean would) ->
                    would
                            ? new SignalMeaning(Polarity.EXPLICIT_POSITIVE, 1, 8, .6)
                            : new SignalMeaning(Polarity.EXPLICIT_NEGATIVE, -1, 2, .6);
            case Played(Double completion) -> played(completion);
            case Skipped(Double at) -> skipped(at);
            case Dismissed() -> new SignalMeaning(Polarity.IMPLICIT_NEGATIVE, -.3f, 3.5, .15);
            case Removed() -> new SignalMeaning(Polarity.IMPLICIT_NEGATIVE, -.3f, 3.5, .15);
            // About the moment, not about the item: they never move general interest.
            case NotNow() -> SILENT;
            case GoodTiming() -> SILENT;
        };
    }

    private static SignalMeaning rated(double value) {
        float weight = (float) ((value - 5) / 5);
        if (value >= 8) return new SignalMeaning(Polarity.EXPLICIT_POSITIVE, weight, value, 1);
        if (value >= 6) return new SignalMeaning(Polarity.IMPLICIT_POSITIVE, weight, value, 1);
        if (value > 5) return new SignalMeaning(Polarity.NEUTRAL, weight, value, 1);
        if (value == 5) return new SignalMeaning(Polarity.NEUTRAL, 0, value, 1);
        if (value >= 3) return new SignalMeaning(Polarity.IMPLICIT_NEGATIVE, weight, value, 1);
        return new SignalMeaning(Polarity.EXPLICIT_NEGATIVE, weight, value, 1);
    }

    private static SignalMeaning played(@org.jspecify.annotations.Nullable Double completion) {
        if (completion == null) return new SignalMeaning(Polarity.IMPLICIT_POSITIVE, .3f, 6.2, .15);
        if (completion < .1) return SILENT;
        return new SignalMeaning(
                completion >= .5 ? Polarity.IMPLICIT_POSITIVE : Polarity.NEUTRAL,
                (float) Math.max(0, completion - .3),
                4.5 + 3 * completion,
                .25);
    }

    /// A skip at 99 % is not a skip.
    private static SignalMeaning skipped(@org.jspecify.annotations.Nullable Double at) {
        double played = at == null ? .3 : at;
        if (played >= FINISHED) return played(played);
        return new SignalMeaning(
                Polarity.IMPLICIT_NEGATIVE, (float) (-.5 * (1 - played)), 3 + 2 * played, .25);
    }
}
