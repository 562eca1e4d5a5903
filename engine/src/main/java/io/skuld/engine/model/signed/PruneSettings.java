package io.skuld.engine.model.signed;

/// How much of the item–item walks is kept.
///
/// @param width items kept in each row
/// @param maxPeople of an item with more people, as many stand for all while a row is made
/// @param maxItems of a person with more items, the others are passed over: so many items say little of each other
public record PruneSettings(int width, int maxPeople, int maxItems) {
    public static final PruneSettings DEFAULTS = new PruneSettings(100, 2000, 2000);

    public PruneSettings {
        if (width < 1 || maxPeople < 1 || maxItems < 1)
            throw new IllegalArgumentException(
                    "width, maxPeople and maxItems are at least 1, got %d, %d and %d"
                            .formatted(width, maxPeople, maxItems));
    }

    public PruneSettings withWidth(int items) {
        return new PruneSettings(items, maxPeople, maxItems);
    }
}
