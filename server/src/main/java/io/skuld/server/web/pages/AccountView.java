package io.skuld.server.web.pages;

import org.jspecify.annotations.Nullable;

/// The reader's own account at YouTube: connected, on the way, or not yet.
///
/// @param connected since when and how much of today's share is used, in words; null when it is not
/// @param consent where to give permission; null unless that is the next step
/// @param code to type in on another device; null unless that is the next step
/// @param codePage where to type it in
public record AccountView(
        Shell shell,
        @Nullable String connected,
        @Nullable String consent,
        @Nullable String code,
        String codePage) {}
