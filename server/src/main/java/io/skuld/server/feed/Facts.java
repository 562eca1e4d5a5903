package io.skuld.server.feed;

import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;

/// What the ranking needs to know of an item, small enough to hold for every item there is.
final class Facts {
    /// Sorts before every instant.
    static final long UNKNOWN = Long.MIN_VALUE;

    final int number;
    final ItemId id;
    final ItemKind kind;
    final String title;

    /// Number of its creator; 0 when unknown.
    final int creator;

    /// Numbers of its kind and genres.
    final int[] topics;

    /// When it appeared, in milliseconds since 1970; [#UNKNOWN] when only the year is known, or nothing.
    final long published;

    /// As `published`, or the first instant of its year; [#UNKNOWN] when nothing is known.
    final long newest;

    /// At one sitting; at least 1.
    final int seconds;

    final boolean lengthEstimated;

    /// From 0, nobody voted, to about 1, a million did.
    final float fame;

    Facts(
            int number,
            ItemId id,
            ItemKind kind,
            String title,
            int creator,
            int[] topics,
            long published,
            long newest,
            Sitting sitting,
            float fame) {
        this.number = number;
        this.id = id;
        this.kind = kind;
        this.title = title;
        this.creator = creator;
        this.topics = topics;
        this.published = published;
        this.newest = newest;
        this.seconds = (int) Math.clamp(sitting.length().toSeconds(), 1, Integer.MAX_VALUE);
        this.lengthEstimated = sitting.estimated();
        this.fame = fame;
    }

    /// How well known it is, to the world or to the people who share their likes.
    ///
    /// @param known by number, on the same scale; items beyond the end nobody knows
    float fameWith(float[] known) {
        return number < known.length ? Math.max(fame, known[number]) : fame;
    }
}
