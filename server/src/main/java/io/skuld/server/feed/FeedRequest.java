package io.skuld.server.feed;

import io.skuld.server.catalog.ItemKind;
import io.skuld.server.people.PersonId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One page of a feed, as asked for.
///
/// @param budget how much time there is, or null for a feed without end
/// @param kind only items of this kind, or null for all
/// @param limit cards on the page, 1 to 100
/// @param cursor where the page before ended, or null for the first
/// @param seed repeats a feed exactly; null for one that changes by the hour
public record FeedRequest(
        PersonId person,
        FeedMode mode,
        @Nullable Duration budget,
        @Nullable ItemKind kind,
        int limit,
        @Nullable String cursor,
        @Nullable Long seed) {
    public static final int MOST_CARDS = 100;
    public static final Duration LONGEST_BUDGET = Duration.ofDays(1);

    public FeedRequest {
        if (limit < 1 || limit > MOST_CARDS)
            throw new IllegalArgumentException(
                    "A page of the feed has 1 to %d cards, got %d".formatted(MOST_CARDS, limit));
        if (budget != null
                && (budget.compareTo(Duration.ofMinutes(1)) < 0
                        || budget.compareTo(LONGEST_BUDGET) > 0))
            throw new IllegalArgumentException(
                    "A time budget is from 1 minute to 24 hours, got %d minutes"
                            .formatted(budget.toMinutes()));
    }

    /// The first page in a mode.
    public static FeedRequest first(PersonId person, FeedMode mode, int limit) {
        return new FeedRequest(person, mode, null, null, limit, null, null);
    }

    public FeedRequest withBudget(@Nullable Duration value) {
        return new FeedRequest(person, mode, value, kind, limit, cursor, seed);
    }

    public FeedRequest withKind(@Nullable ItemKind value) {
        return new FeedRequest(person, mode, budget, value, limit, cursor, seed);
    }

    public FeedRequest withCursor(@Nullable String value) {
        return new FeedRequest(person, mode, budget, kind, limit, value, seed);
    }

    public FeedRequest withSeed(@Nullable Long value) {
        return new FeedRequest(person, mode, budget, kind, limit, cursor, value);
    }
}
