package io.skuld.server.ingest;

import io.skuld.server.feedback.Signal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The scale that a file's numbers are on, and what they mean as signals.
public enum RatingScale {
    /// 1 is a like, 0 and -1 a dislike.
    BINARY("0 (dislike) or 1 (like)", -1, 1) {
        @Override
        Signal meaning(double value) {
            return value > 0 ? new Signal.Liked() : new Signal.Disliked();
        }
    },
    /// How much of it was played.
    SHARE("the share played, 0 to 1", 0, 1) {
        @Override
        Signal meaning(double value) {
            return new Signal.Played(value);
        }
    },
    FIVE("0 to 5, doubled", 0, 5) {
        @Override
        Signal meaning(double value) {
            return rated(value * 2);
        }
    },
    TEN("0 to 10", 0, 10) {
        @Override
        Signal meaning(double value) {
            return rated(value);
        }
    },
    HUNDRED("0 to 100, divided by 10", 0, 100) {
        @Override
        Signal meaning(double value) {
            return rated(value / 10);
        }
    };

    private final String text;
    private final double lowest;
    private final double highest;

    RatingScale(String text, double lowest, double highest) {
        this.text = text;
        this.lowest = lowest;
        this.highest = highest;
    }

    abstract Signal meaning(double value);

    /// What a number on this scale says, or empty when it is off the scale.
    public Optional<Signal> signal(double value) {
        return value >= lowest && value <= highest ? Optional.of(meaning(value)) : Optional.empty();
    }

    public String text() {
        return text;
    }

    /// The name on the command line and in the API.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RatingScale of(String label) {
        return Arrays.stream(values())
                .filter(scale -> scale.label().equals(label.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'%s' is not a scale; the scales are %s"
                                        .formatted(label, labels())));
    }

    public static String labels() {
        return Arrays.stream(values()).map(RatingScale::label).collect(Collectors.joining(", "));
    }

    /// Tenths, as a person rates.
    private static Signal rated(double value) {
        return new Signal.Rated(Math.round(value * 10) / 10.0);
    }
}
