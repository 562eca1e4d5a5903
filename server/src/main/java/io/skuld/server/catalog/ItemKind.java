package io.skuld.server.catalog;

import java.util.Locale;

/// What an item is. Decides its placeholder picture, its player and its filter on the feed.
public enum ItemKind {
    FILM,
    SERIES,
    VIDEO,
    CHANNEL,
    ALBUM,
    TRACK,
    PODCAST,
    BOOK,
    ARTICLE,
    IMAGE,
    TEXT,
    OTHER;

    /// The name in files, addresses and the API: lower case.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ItemKind of(String label) {
        for (ItemKind kind : values()) if (kind.label().equals(label)) return kind;
        throw new IllegalArgumentException(
                "'%s' is not a kind of item; the kinds are film, series, video, channel, album, track, podcast, book, article, image, text, other"
                        .formatted(label));
    }
}
