package io.skuld.server.feed;

import java.util.Locale;

/// How daring a feed is.
public enum FeedMode {
    /// Safe choices: what is surely liked.
    FAMILIAR,
    /// Mostly what is expected to be liked best, with some places for finding out.
    BALANCED,
    /// What is unknown comes forward.
    EXPLORE,
    /// Newest first, without any model.
    NO_ALGORITHM;

    /// The name in addresses and the API: `no-algorithm`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static FeedMode of(String label) {
        for (FeedMode mode : values()) if (mode.label().equals(label)) return mode;
        throw new IllegalArgumentException(
                "'%s' is not a mode of the feed; the modes are familiar, balanced, explore, no-algorithm"
                        .formatted(label));
    }
}
