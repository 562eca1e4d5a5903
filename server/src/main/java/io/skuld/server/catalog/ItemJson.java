package io.skuld.server.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An item as programs see it. What is not known is left out.
public final class ItemJson {
    /// The names of an item's facts, in the order in which they are written; besides them it has an `id` and may have
    /// `aliases`.
    public static final List<String> FACTS =
            List.of(
                    "kind",
                    "title",
                    "creator",
                    "description",
                    "genres",
                    "tags",
                    "language",
                    "year",
                    "published",
                    "duration",
                    "location",
                    "thumbnail",
                    "extras");

    private ItemJson() {}

    public static Map<String, Object> of(Item item) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", item.id().toString());
        json.put("kind", item.kind().label());
        json.put("title", item.title());
        put(json, "creator", item.creator());
        put(json, "description", item.description());
        if (!item.genres().isEmpty()) json.put("genres", item.genres());
        if (!item.tags().isEmpty()) json.put("tags", item.tags());
        put(json, "language", item.language());
        put(json, "year", item.year());
        put(json, "published", item.published());
        put(json, "duration", item.duration() == null ? null : item.duration().toSeconds());
        put(json, "location", item.location());
        put(json, "thumbnail", item.thumbnail());
        if (!item.extras().isEmpty()) json.put("extras", item.extras());
        return json;
    }

    private static void put(Map<String, Object> json, String name, @Nullable Object value) {
        if (value != null && !"".equals(value)) json.put(name, value);
    }
}
