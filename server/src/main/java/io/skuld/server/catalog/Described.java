package io.skuld.server.catalog;

import java.util.Set;

/// An item as a source describes it, with every other name it is known by there: `imdb:…`, `tmdb:…`, or
/// [Titles#alias] for "this title of this year".
public record Described(Item item, Set<ItemId> aliases) {
    public Described {
        aliases = Set.copyOf(aliases);
    }

    public static Described of(Item item, ItemId... aliases) {
        return new Described(item, Set.of(aliases));
    }
}
