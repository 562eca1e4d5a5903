package io.skuld.server.web.pages;

import org.jspecify.annotations.Nullable;

/// One reason, in words.
///
/// @param href the item that it is about, or null
/// @param amount rating points with a sign, or null when it is no matter of taste
/// @param place whether it moves the place in the feed, and not the expected rating
/// @param signal what to take back to remove this cause, or null
public record CauseView(
        String text,
        @Nullable String href,
        @Nullable String amount,
        boolean down,
        boolean place,
        @Nullable String signal) {}
