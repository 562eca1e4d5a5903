package io.skuld.server.ingest.music;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.Titles;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A recording as a listening history tells of it.
///
/// @param album empty when unknown
/// @param length null when unknown
record Song(String artist, String title, String album, @Nullable Duration length) {
    /// Known at the service and by its name.
    ///
    /// @param id its id at the service, or null when it has none
    Optional<Described> described(@Nullable ItemId id) {
        Optional<ItemId> name = name();
        if (title.isBlank() || (id == null && name.isEmpty())) return Optional.empty();
        ItemId chosen = id == null ? name.orElseThrow() : id;
        Item item = Item.of(chosen, ItemKind.TRACK, title).withCreator(artist).withDuration(length);
        Item placed = album.isEmpty() ? item : item.withExtras(java.util.Map.of("album", album));
        return Optional.of(
                id == null || name.isEmpty()
                        ? Described.of(placed)
                        : Described.of(placed, name.get()));
    }

    /// `song:artist/title`: what joins the same recording from two services.
    private Optional<ItemId> name() {
        String by = Titles.normalise(artist);
        String called = Titles.normalise(title);
        if (by.isEmpty() || called.isEmpty() || by.length() + called.length() > 400)
            return Optional.empty();
        return Optional.of(new ItemId("song", by + "/" + called));
    }
}
