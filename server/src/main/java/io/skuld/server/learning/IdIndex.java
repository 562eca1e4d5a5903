package io.skuld.server.learning;

import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.Catalog.Numbered;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.Merged;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Converts item ids to the catalogue's dense numbers and back, from memory. Thread-safe; grows with the catalogue.
public final class IdIndex {
    private final Catalog catalog;
    private final Map<ItemId, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<Integer, ItemId> ids = new ConcurrentHashMap<>();

    IdIndex(Catalog catalog) {
        this.catalog = catalog;
    }

    void changed(Numbered item) {
        numbers.put(item.item().id(), item.number());
        ids.put(item.number(), item.item().id());
    }

    /// All names of the item that is gone lead to the one that stays.
    void merged(Merged one) {
        numbers.replaceAll((id, number) -> number == one.gone() ? one.kept() : number);
        numbers.put(one.goneId(), one.kept());
        ids.put(one.gone(), one.keptId());
    }

    /// The number of an item by its id or an alias, or null when the catalogue does not know it.
    public @Nullable Integer number(ItemId id) {
        Integer number = numbers.get(id);
        if (number != null) return number;
        return catalog.find(id)
                .map(found -> {
                    numbers.put(id, found.number());
                    return found.number();
                })
                .orElse(null);
    }

    /// The id that an item of this name is stored under, as far as it is known.
    ItemId stored(ItemId name) {
        Integer number = number(name);
        return number == null ? name : ids.getOrDefault(number, name);
    }

    /// The id an item is stored under.
    public ItemId id(int number) {
        ItemId id = ids.get(number);
        if (id == null)
            throw new IllegalArgumentException("The catalogue has no item number " + number);
        return id;
    }
}
