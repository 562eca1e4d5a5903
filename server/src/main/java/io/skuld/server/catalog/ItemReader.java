package io.skuld.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.server.http.Fields;
import io.skuld.server.http.HttpProblem;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads items that programs and forms send: the inverse of [ItemJson], with the limits of what is taken.
final class ItemReader {
    private static final int LINE = 500;
    private static final int TEXT = 20_000;
    private static final int ADDRESS = 2_000;
    private static final int WORD = 100;
    private static final int MOST = 100;

    private static final Set<String> FACTS = Set.copyOf(ItemJson.FACTS);
    private static final Set<String> WITH_NAMES =
            Stream.concat(FACTS.stream(), Stream.of("id", "aliases"))
                    .collect(Collectors.toUnmodifiableSet());

    private ItemReader() {}

    /// An item as a source describes it.
    static Described described(JsonNode node, String where) {
        Fields fields = Fields.of(node, where, WITH_NAMES);
        Item bare =
                Item.of(
                        ItemId.parse(fields.requiredText("id", LINE)),
                        ItemKind.of(fields.requiredText("kind", WORD)),
                        fields.requiredText("title", LINE));
        Set<ItemId> aliases =
                fields.texts("aliases", MOST, LINE).stream()
                        .map(ItemId::parse)
                        .collect(Collectors.toSet());
        return new Described(with(bare, fields), aliases);
    }

    /// A known item with some facts corrected; null clears a fact.
    static Item corrected(Item item, JsonNode node) {
        Fields fields = Fields.of(node, "The item", FACTS);
        Item named = item;
        if (fields.has("kind") || fields.has("title")) {
            String kind =
                    fields.has("kind") ? fields.requiredText("kind", WORD) : item.kind().label();
            String title = fields.has("title") ? fields.requiredText("title", LINE) : item.title();
            named = item.withKindAndTitle(ItemKind.of(kind), title);
        }
        return with(named, fields);
    }

    private static Item with(Item item, Fields fields) {
        Item read = item;
        read =
                fact(
                        read,
                        fields,
                        "creator",
                        f -> f.textOrEmpty("creator", LINE),
                        Item::withCreator);
        read =
                fact(
                        read,
                        fields,
                        "description",
                        f -> f.textOrEmpty("description", TEXT),
                        Item::withDescription);
        read = fact(read, fields, "genres", f -> words(f, "genres"), Item::withGenres);
        read = fact(read, fields, "tags", f -> words(f, "tags"), Item::withTags);
        read =
                fact(
                        read,
                        fields,
                        "language",
                        f -> f.textOrEmpty("language", 8),
                        Item::withLanguage);
        if (fields.has("year")) read = read.withYear(fields.whole("year", -5000, 2200));
        if (fields.has("published")) read = read.withPublished(fields.instant("published"));
        if (fields.has("duration")) read = read.withDuration(fields.duration("duration"));
        read = fact(read, fields, "location", f -> place(f, "location"), Item::withLocation);
        read = fact(read, fields, "thumbnail", f -> picture(f), Item::withThumbnail);
        return fact(
                read, fields, "extras", f -> f.facts("extras", MOST, ADDRESS), Item::withExtras);
    }

    private interface Change<T> {
        Item apply(Item item, T value);
    }

    private static <T> Item fact(
            Item item, Fields fields, String name, Function<Fields, T> read, Change<T> change) {
        return fields.has(name) ? change.apply(item, read.apply(fields)) : item;
    }

    private static List<String> words(Fields fields, String name) {
        return fields.texts(name, MOST, WORD).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /// A web address or a path; other schemes, as `javascript:`, could do something when clicked.
    private static String place(Fields fields, String name) {
        String text = fields.textOrEmpty(name, ADDRESS);
        if (isWeb(text) || !text.matches("(?s)\\s*[A-Za-z][A-Za-z0-9+.-]+:.*")) return text;
        throw notWeb(name);
    }

    private static String picture(Fields fields) {
        String text = fields.textOrEmpty("thumbnail", ADDRESS);
        if (text.isEmpty() || isWeb(text)) return text;
        throw notWeb("thumbnail");
    }

    private static boolean isWeb(@Nullable String text) {
        return text != null && (text.startsWith("https://") || text.startsWith("http://"));
    }

    private static HttpProblem notWeb(String name) {
        return HttpProblem.badInput(
                "'%s' is to be an address that begins with https:// or http://%s. Nothing was stored."
                        .formatted(name, name.equals("location") ? ", or a path" : ""));
    }
}
