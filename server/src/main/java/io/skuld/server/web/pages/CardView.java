package io.skuld.server.web.pages;

import org.jspecify.annotations.Nullable;

/// One item as a card shows it: every number and date is text already.
///
/// @param anchor its id within the page
/// @param item the item's id
/// @param itemEncoded the item's id as part of an address
/// @param length running time, or null
/// @param guess the expected rating, `8.1`, or null
/// @param guessNumber the same for scripts, with a point, or null
/// @param guessTitle the same in words, with its uncertainty; empty without one
/// @param mine the reader's rating for scripts, or null
/// @param mineText the same for people; empty without one
/// @param why one line of reason, or null
/// @param gone why it will not be shown again, or null
/// @param early true for the first cards, whose pictures are loaded at once
public record CardView(
        String anchor,
        String item,
        String itemEncoded,
        String href,
        String title,
        String meta,
        String art,
        @Nullable String length,
        @Nullable String guess,
        @Nullable String guessNumber,
        String guessTitle,
        @Nullable String mine,
        String mineText,
        boolean liked,
        boolean disliked,
        @Nullable String why,
        @Nullable Gone gone,
        boolean early) {
    /// @param text what the reader said
    /// @param signal takes it back
    public record Gone(String text, String signal) {}
}
