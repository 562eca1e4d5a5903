package io.skuld.server.web.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The feed, or a further page of it.
///
/// @param invitation a hint to rate more, or null
/// @param more address of the next cards, or null at the end
/// @param moreAsPage the same for a reader without scripts
/// @param end what is said when the feed ends, or null when it goes on
/// @param emptyArt a picture for when there is nothing
public record FeedView(
        Shell shell,
        String heading,
        List<Choice> modes,
        List<Choice> budgets,
        List<Choice> kinds,
        @Nullable String invitation,
        List<CardView> cards,
        @Nullable String more,
        @Nullable String moreAsPage,
        @Nullable End end,
        String emptyArt) {
    public record End(String title, String text) {}

    public FeedView {
        modes = List.copyOf(modes);
        budgets = List.copyOf(budgets);
        kinds = List.copyOf(kinds);
        cards = List.copyOf(cards);
    }
}
