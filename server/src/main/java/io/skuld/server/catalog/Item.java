package io.skuld.server.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One thing that can be recommended, as facts. Empty text and null mean "not known".
///
/// @param id the name it is stored under; other names are aliases (see [Described])
/// @param creator director, channel, artist or author; empty when unknown
/// @param genres controlled, lower-case words
/// @param tags free, lower-case words
/// @param language ISO 639-1 of the original; empty when unknown
/// @param year of first release, or null
/// @param published when it appeared, or null; orders the feed without an algorithm
/// @param duration running time, or null
/// @param location where it can be seen: a URL or a path inside a shared folder; empty when nowhere
/// @param thumbnail URL of a picture; empty for a drawn placeholder
/// @param extras further facts of its source by name, such as `budget`
public record Item(
        ItemId id,
        ItemKind kind,
        String title,
        String creator,
        String description,
        List<String> genres,
        List<String> tags,
        String language,
        @Nullable Integer year,
        @Nullable Instant published,
        @Nullable Duration duration,
        String location,
        String thumbnail,
        Map<String, String> extras) {

    /// Texts come from outside; a NUL in them, which PostgreSQL refuses, becomes a blank.
    public Item {
        title = title.replace('\0', ' ');
        creator = creator.replace('\0', ' ');
        description = description.replace('\0', ' ');
        language = language.replace('\0', ' ');
        location = location.replace('\0', ' ');
        thumbnail = thumbnail.replace('\0', ' ');
        if (title.isBlank())
            throw new IllegalArgumentException("Item %s needs a title".formatted(id));
        if (duration != null && duration.isNegative())
            throw new IllegalArgumentException(
                    "Item %s has a negative duration %s".formatted(id, duration));
        genres = List.copyOf(genres);
        tags = List.copyOf(tags);
        extras = Map.copyOf(extras);
    }

    /// The least that an item is: everything else unknown. Add to it with the `with…` methods.
    public static Item of(ItemId id, ItemKind kind, String title) {
        return new Item(
                id, kind, title, "", "", List.of(), List.of(), "", null, null, null, "", "",
                Map.of());
    }

    public Item withId(ItemId value) {
        return with(draft -> draft.id = value);
    }

    public Item withKindAndTitle(ItemKind newKind, String newTitle) {
        return with(draft -> {
            draft.kind = newKind;
            draft.title = newTitle;
        });
    }

    public Item withCreator(String value) {
        return with(draft -> draft.creator = value);
    }

    public Item withDescription(String value) {
        return with(draft -> draft.description = value);
    }

    public Item withGenres(List<String> value) {
        return with(draft -> draft.genres = value);
    }

    public Item withTags(List<String> value) {
        return with(draft -> draft.tags = value);
    }

    public Item withLanguage(String value) {
        return with(draft -> draft.language = value);
    }

    public Item withYear(@Nullable Integer value) {
        return with(draft -> draft.year = value);
    }

    public Item withPublished(@Nullable Instant value) {
        return with(draft -> draft.published = value);
    }

    public Item withDuration(@Nullable Duration value) {
        return with(draft -> draft.duration = value);
    }

    public Item withLocation(String value) {
        return with(draft -> draft.location = value);
    }

    public Item withThumbnail(String value) {
        return with(draft -> draft.thumbnail = value);
    }

    public Item withExtras(Map<String, String> value) {
        return with(draft -> draft.extras = value);
    }

    private Item with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.item();
    }

    /// An item while it is being changed.
    private static final class Draft {
        ItemId id;
        ItemKind kind;
        String title;
        String creator;
        String description;
        List<String> genres;
        List<String> tags;
        String language;
        @Nullable Integer year;
        @Nullable Instant published;
        @Nullable Duration duration;
        String location;
        String thumbnail;
        Map<String, String> extras;

        Draft(Item item) {
            id = item.id;
            kind = item.kind;
            title = item.title;
            creator = item.creator;
            description = item.description;
            genres = item.genres;
            tags = item.tags;
            language = item.language;
            year = item.year;
            published = item.published;
            duration = item.duration;
            location = item.location;
            thumbnail = item.thumbnail;
            extras = item.extras;
        }

        Item item() {
            return new Item(
                    id,
                    kind,
                    title,
                    creator,
                    description,
                    genres,
                    tags,
                    language,
                    year,
                    published,
                    duration,
                    location,
                    thumbnail,
                    extras);
        }
    }

    /// This item with what it lacks filled in from another description of the same thing.
    public Item filledFrom(Item other) {
        Map<String, String> all = new java.util.HashMap<>(other.extras);
        all.putAll(extras);
        return new Item(
                id,
                kind == ItemKind.OTHER ? other.kind : kind,
                title,
                firstKnown(creator, other.creator),
                firstKnown(description, other.description),
                genres.isEmpty() ? other.genres : genres,
                union(tags, other.tags),
                firstKnown(language, other.language),
                Optional.ofNullable(year).orElse(other.year),
                Optional.ofNullable(published).orElse(other.published),
                Optional.ofNullable(duration).orElse(other.duration),
                firstKnown(location, other.location),
                firstKnown(thumbnail, other.thumbnail),
                all);
    }

    /// What the text encoder reads. Two items of equal text share one vector.
    public String text() {
        StringBuilder text = new StringBuilder(title);
        if (!creator.isEmpty()) text.append(" by ").append(creator);
        if (!genres.isEmpty()) text.append(". ").append(String.join(", ", genres));
        if (!tags.isEmpty()) text.append(". ").append(String.join(", ", tags));
        if (!description.isEmpty()) text.append(". ").append(description);
        return text.toString();
    }

    private static String firstKnown(String mine, String theirs) {
        return mine.isEmpty() ? theirs : mine;
    }

    private static List<String> union(List<String> mine, List<String> theirs) {
        if (theirs.isEmpty() || Objects.equals(mine, theirs)) return mine;
        var all = new java.util.LinkedHashSet<>(mine);
        all.addAll(theirs);
        return List.copyOf(all);
    }
}
