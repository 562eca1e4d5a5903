package io.skuld.server.learning;

import io.skuld.server.catalog.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What an item shares with others, as nodes of the graph beside the people: its creator, its tags, its genres and its
/// decade.
final class ItemAttributes {
    private ItemAttributes() {}

    /// What sort of attribute, and its name as people write it.
    record Attribute(Kind kind, String name) {
        enum Kind {
            CREATOR,
            TAG,
            GENRE,
            DECADE
        }

        /// The same however it is written.
        String key() {
            return kind + ":" + name.strip().toLowerCase(Locale.ROOT);
        }
    }

    static List<Attribute> of(Item item) {
        List<Attribute> attributes = new ArrayList<>();
        if (!item.creator().isBlank())
            attributes.add(new Attribute(Attribute.Kind.CREATOR, item.creator()));
        for (String tag : item.tags()) attributes.add(new Attribute(Attribute.Kind.TAG, tag));
        for (String genre : item.genres())
            attributes.add(new Attribute(Attribute.Kind.GENRE, genre));
        Integer year = item.year();
        if (year != null)
            attributes.add(
                    new Attribute(Attribute.Kind.DECADE, Math.floorDiv(year, 10) * 10 + "s"));
        return attributes;
    }
}
