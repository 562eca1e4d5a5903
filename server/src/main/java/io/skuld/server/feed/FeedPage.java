package io.skuld.server.feed;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One page of a feed.
///
/// @param cursor asks for the next page; null when the feed ends here
/// @param planned running time of everything up to the end of this page, lengths that are only estimated included
/// @param end why the feed ends here; null when it goes on
public record FeedPage(
        List<Card> items, @Nullable String cursor, Duration planned, @Nullable End end) {
    /// Why a feed ends.
    public enum End {
        /// The time that was given is planned.
        BUDGET_SPENT,
        /// Nothing is short enough for the time that was given.
        NOTHING_FITS,
        /// Everything there is was shown, or is finished, disliked or dismissed.
        ALL_SEEN,
        /// There are no items (of this kind) at all.
        NOTHING_THERE;

        /// The name in the API: `budget-spent`.
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public FeedPage {
        items = List.copyOf(items);
    }
}
