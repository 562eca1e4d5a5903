package io.skuld.server.feedback;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person told us about an item, in their own terms. Not yet a number: see [SignalMeaning].
public sealed interface Signal {
    /// What [#type] may be.
    List<String> TYPES =
            List.of(
                    "rated",
                    "liked",
                    "disliked",
                    "played",
                    "skipped",
                    "dismissed",
                    "not-now",
                    "good-timing",
                    "labelled",
                    "removed");

    /// @param value 0 to 10 in tenths; 0 is a rating
    record Rated(double value) implements Signal {
        public Rated {
            if (!(value >= 0 && value <= 10))
                throw new IllegalArgumentException("A rating is from 0 to 10, got " + value);
        }
    }

    record Liked() implements Signal {}

    record Disliked() implements Signal {}

    /// @param completion share of it that was played, 0 to 1, or null when the source does not say
    record Played(@Nullable Double completion) implements Signal {
        public Played {
            requireShare(completion);
        }
    }

    /// @param at share of it that had been played when it was skipped, 0 to 1, or null when not known
    record Skipped(@Nullable Double at) implements Signal {
        public Skipped {
            requireShare(at);
        }
    }

    /// Never show it again: a weak no.
    record Dismissed() implements Signal {}

    /// Wrong moment; says nothing about the item.
    record NotNow() implements Signal {}

    /// Right moment.
    record GoodTiming() implements Signal {}

    /// @param would the person would watch it
    record Labelled(boolean would) implements Signal {}

    /// The person took it out of their library.
    record Removed() implements Signal {}

    private static void requireShare(@Nullable Double share) {
        if (share != null && !(share >= 0 && share <= 1))
            throw new IllegalArgumentException("A share is from 0 to 1, got " + share);
    }

    /// The type's name in the API and the database.
    default String type() {
        return switch (this) {
            case Rated r -> "rated";
            case Liked l -> "liked";
            case Disliked d -> "disliked";
            case Played p -> "played";
            case Skipped s -> "skipped";
            case Dismissed d -> "dismissed";
            case NotNow n -> "not-now";
            case GoodTiming g -> "good-timing";
            case Labelled l -> "labelled";
            case Removed r -> "removed";
        };
    }

    /// The number that goes with the type, or null.
    default @Nullable Double number() {
        return switch (this) {
            case Rated r -> r.value();
            case Played p -> p.completion();
            case Skipped s -> s.at();
            case Labelled l -> l.would() ? 1.0 : 0.0;
            case Liked l -> null;
            case Disliked d -> null;
            case Dismissed d -> null;
            case NotNow n -> null;
            case GoodTiming g -> null;
            case Removed r -> null;
        };
    }

    /// The inverse of [#type] and [#number].
    static Signal of(String type, @Nullable Double value) {
        return switch (type) {
            case "rated" -> new Rated(required(type, value));
            case "liked" -> new Liked();
            case "disliked" -> new Disliked();
            case "played" -> new Played(value);
            case "skipped" -> new Skipped(value);
            case "dismissed" -> new Dismissed();
            case "not-now" -> new NotNow();
            case "good-timing" -> new GoodTiming();
            case "labelled" -> new Labelled(label(required(type, value)));
            case "removed" -> new Removed();
            default ->
                    throw new IllegalArgumentException(
                            "'%s' is not a type of signal; the types are %s"
                                    .formatted(type, String.join(", ", TYPES)));
        };
    }

    private static double required(String type, @Nullable Double value) {
        if (value == null)
            throw new IllegalArgumentException(
                    "A signal of type '%s' needs a value".formatted(type));
        return value;
    }

    private static boolean label(double value) {
        if (value != 0 && value != 1)
            throw new IllegalArgumentException(
                    "A label is 1 (would watch) or 0 (would not), got " + value);
        return value == 1;
    }
}
