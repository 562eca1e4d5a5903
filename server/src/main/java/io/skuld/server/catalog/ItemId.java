package io.skuld.server.catalog;

/// Names one item for good: the same film imported twice gets the same id. Written `source:key`, as `imdb:tt0133093`
/// or `youtube:dQw4w9WgXcQ`; the key may hold further colons.
public record ItemId(String source, String key) implements Comparable<ItemId> {
    public ItemId {
        if (source.isBlank() || key.isBlank() || source.indexOf(':') >= 0)
            throw new IllegalArgumentException(
                    "ItemId needs a source without ':' and a key, got source='%s' key='%s'"
                            .formatted(source, key));
        if (source.indexOf('\0') >= 0 || key.indexOf('\0') >= 0)
            throw new IllegalArgumentException("An ItemId holds no NUL character");
        if (source.length() + key.length() > 500)
            throw new IllegalArgumentException(
                    "An ItemId has at most 500 characters, got "
                            + (source.length() + key.length()));
    }

    /// Reads `source:key`.
    public static ItemId parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0)
            throw new IllegalArgumentException(
                    "An item id is written source:key, got '%s'".formatted(text));
        return new ItemId(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return source + ":" + key;
    }

    @Override
    public int compareTo(ItemId other) {
        return toString().compareTo(other.toString());
    }
}
