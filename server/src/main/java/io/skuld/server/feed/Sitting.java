package io.skuld.server.feed;

import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemKind;
import java.time.Duration;

/// How long an item takes at one sitting, for planning.
///
/// @param estimated true when it is only the usual time of its kind
record Sitting(Duration length, boolean estimated) {
    static Sitting of(Item item) {
        Duration known = item.duration();
        return known == null || known.isZero()
                ? new Sitting(usual(item.kind()), true)
                : new Sitting(known, false);
    }

    /// For what is taken in parts, the usual part: an episode, a chapter.
    private static Duration usual(ItemKind kind) {
        return switch (kind) {
            case FILM -> Duration.ofMinutes(110);
            case SERIES, PODCAST -> Duration.ofMinutes(45);
            case ALBUM -> Duration.ofMinutes(42);
            case BOOK -> Duration.ofMinutes(30);
            case VIDEO, CHANNEL -> Duration.ofMinutes(12);
            case OTHER -> Duration.ofMinutes(10);
            case ARTICLE -> Duration.ofMinutes(6);
            case TEXT -> Duration.ofMinutes(5);
            case TRACK -> Duration.ofMinutes(4);
            case IMAGE -> Duration.ofSeconds(30);
        };
    }
}
