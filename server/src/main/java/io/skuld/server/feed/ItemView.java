package io.skuld.server.feed;

import io.skuld.server.catalog.Item;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Opinion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything one person's page about one item shows.
///
/// @param prediction null when nothing is known yet
/// @param why strongest first, those against it included: their contribution is negative
/// @param opinion where the person stands on it, or null when they said nothing
/// @param signals what they said about it and did not take back, newest first
/// @param similar nearest first; empty while the item has no vector yet
public record ItemView(
        int number,
        Item item,
        @Nullable Prediction prediction,
        List<Reason> why,
        @Nullable Opinion opinion,
        List<Feedback> signals,
        List<Found> similar) {
    /// Another item beside it or in a search.
    ///
    /// @param prediction null when nothing is known yet
    /// @param opinion where the person stands on it, or null when they said nothing
    public record Found(
            int number, Item item, @Nullable Prediction prediction, @Nullable Opinion opinion) {}

    public ItemView {
        why = List.copyOf(why);
        signals = List.copyOf(signals);
        similar = List.copyOf(similar);
    }
}
