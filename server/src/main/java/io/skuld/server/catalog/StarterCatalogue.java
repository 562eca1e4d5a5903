package io.skuld.server.catalog;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The works that come with Skuld, so that a person without any data has a first evening.
public final class StarterCatalogue {
    static final String RESOURCE = "/io/skuld/server/catalog/starter.jsonl";

    private static final ObjectReader LINE =
            new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readerFor(Line.class);

    /// One line of the file. What is null there is not known.
    record Line(
            String id,
            String kind,
            String title,
            @Nullable String creator,
            @Nullable Integer year,
            @Nullable String language,
            @Nullable List<String> genres,
            @Nullable List<String> tags,
            @Nullable Integer minutes,
            @Nullable String description) {

        Described described() {
            ItemKind itemKind = ItemKind.of(kind);
            Item item =
                    Item.of(ItemId.parse(id), itemKind, title)
                            .withCreator(orEmpty(creator))
                            .withYear(year)
                            .withLanguage(orEmpty(language))
                            .withGenres(lowerCase(genres))
                            .withTags(lowerCase(tags))
                            .withDuration(minutes == null ? null : Duration.ofMinutes(minutes))
                            .withDescription(orEmpty(description));
            return year == null
                    ? Described.of(item)
                    : Described.of(item, Titles.alias(itemKind, title, year));
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text.strip();
        }

        private static List<String> lowerCase(@Nullable List<String> words) {
            return words == null
                    ? List.of()
                    : words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
        }
    }

    private StarterCatalogue() {}

    /// All of them, in the order of the file.
    public static List<Described> read() {
        try (InputStream in = StarterCatalogue.class.getResourceAsStream(RESOURCE)) {
            if (in == null)
                throw new IllegalStateException("The program was built without " + RESOURCE);
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The starter catalogue cannot be read", e);
        }
    }

    /// Sees to it that all of them are in the catalogue, joined with what was imported before. Writes only when one is
    /// missing, as at the first start or when a new version brings more.
    public static void addTo(Catalog catalog) {
        List<Described> works = read();
        List<ItemId> ids = works.stream().map(work -> work.item().id()).toList();
        if (catalog.findAll(ids).size() < works.size()) catalog.add(works);
    }

    static List<Described> read(InputStream in) throws IOException {
        List<Described> items = new ArrayList<>();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine())
            if (!line.isBlank()) items.add(LINE.<Line>readValue(line).described());
        return items;
    }
}
