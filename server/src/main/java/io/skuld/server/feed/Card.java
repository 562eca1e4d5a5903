package io.skuld.server.feed;

import io.skuld.server.catalog.Item;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One item on a feed, with why it is there.
///
/// @param number of the item in the catalogue
/// @param prediction of this person's rating, or null when nothing is known yet or no model was asked
/// @param score what the feed was ordered by before it was varied, in rating points; 0 without a model
/// @param length its running time, or that of its kind when it is not known
/// @param lengthEstimated true when `length` is only that of its kind, to be shown with "≈"
/// @param why the strongest first, at least one
public record Card(
        int number,
        Item item,
        @Nullable Prediction prediction,
        double score,
        Slot slot,
        Duration length,
        boolean lengthEstimated,
        List<Reason> why) {
    /// Which part of the feed put it there.
    public enum Slot {
        /// Expected to be liked.
        TASTE,
        /// It just appeared.
        FRESH,
        /// Liked, but long ago.
        FORGOTTEN,
        /// Shown to find out.
        EXPLORE,
        /// Newest first, without a model.
        NEWEST,
        /// Nothing is known about the person yet.
        STARTER;

        /// The name in the API.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Card {
        why = List.copyOf(why);
    }
}
