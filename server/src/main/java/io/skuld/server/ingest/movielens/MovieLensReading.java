package io.skuld.server.ingest.movielens;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Genres;
import io.skuld.server.ingest.Ids;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.RatingScale;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.TableRows;
import io.skuld.server.ingest.text.CsvReader;
import io.skuld.server.ingest.text.Numbers;
import io.skuld.server.ingest.text.Times;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One reading of a MovieLens data set. The films are held (there are tens of thousands), the ratings stream by.
final class MovieLensReading {
    /// Tags kept of a film: those given most often.
    private static final int TAGS = 12;

    /// Different tags counted of a film; beyond these only the counts of known ones grow.
    private static final int TAGS_COUNTED = 100;

    private record Links(Optional<ItemId> imdb, Optional<ItemId> tmdb) {
        static final Links NONE = new Links(Optional.empty(), Optional.empty());
    }

    private final Map<MovieLensFile, Part> files;
    private final ImportSink sink;
    private final Map<String, Links> links = new HashMap<>();
    private final Map<String, Map<String, Integer>> tags = new HashMap<>();
    private final Map<String, ItemId> films = new HashMap<>();

    MovieLensReading(Map<MovieLensFile, Part> files, ImportSink sink) {
        this.files = files;
        this.sink = sink;
    }

    void run() throws IOException {
        Set<ItemId> linked = new HashSet<>();
        each(MovieLensFile.LINKS, (where, row) -> link(row, linked), "movieId", "imdbId", "tmdbId");
        each(MovieLensFile.TAGS, this::tag, "userId", "movieId", "tag", "timestamp");
        each(MovieLensFile.MOVIES, this::film, "movieId", "title", "genres");
        each(MovieLensFile.RATINGS, this::rating, "userId", "movieId", "rating", "timestamp");
    }

    private interface RowReader {
        void read(Where where, CsvReader.Row row);
    }

    private void each(MovieLensFile file, RowReader reader, String... columns) throws IOException {
        Part part = files.get(file);
        if (part == null) return;
        try (MovieLensRows rows = MovieLensRows.open(part, sink, columns)) {
            for (var row = rows.next(); row != null; row = rows.next())
                if (TableRows.readable(row, part, sink))
                    reader.read(new Where(part.name(), row.line()), row);
        }
    }

    /// An id of another catalogue that two films claim belongs to the first: the other is still a film of its own.
    private void link(CsvReader.Row row, Set<ItemId> linked) {
        links.put(
                row.cell(0),
                new Links(
                        Ids.imdb(row.cell(1)).filter(linked::add),
                        Ids.tmdb(row.cell(2), ItemKind.FILM).filter(linked::add)));
    }

    private void tag(Where where, CsvReader.Row row) {
        String tag = row.cell(2).toLowerCase(Locale.ROOT);
        if (tag.isEmpty() || tag.length() > 60) return;
        Map<String, Integer> counts = tags.computeIfAbsent(row.cell(1), film -> new HashMap<>());
        if (counts.size() < TAGS_COUNTED || counts.containsKey(tag))
            counts.merge(tag, 1, Integer::sum);
    }

    private void film(Where where, CsvReader.Row row) {
        String key = row.cell(0);
        if (!usable(key)) sink.skip(where, SkipReason.BAD_ID, row.text());
        else if (row.cell(1).isEmpty()) sink.skip(where, SkipReason.NO_TITLE, row.text());
        else if (films.containsKey(key)) sink.skip(where, SkipReason.TWICE, row.text());
        else sink.item(described(key, FilmTitle.parse(row.cell(1)), row.cell(2)));
    }

    private Described described(String key, FilmTitle title, String genres) {
        ItemId own = new ItemId("movielens", key);
        Links link = links.getOrDefault(key, Links.NONE);
        ItemId id = link.imdb().or(link::tmdb).orElse(own);
        films.put(key, id);
        Set<ItemId> aliases = new LinkedHashSet<>();
        aliases.add(own);
        link.tmdb().ifPresent(aliases::add);
        Stream.concat(Stream.of(title.title()), title.others().stream())
                .flatMap(name -> Ids.title(ItemKind.FILM, name, title.year()).stream())
                .forEach(aliases::add);
        aliases.remove(id);
        Item item =
                Item.of(id, ItemKind.FILM, title.title())
                        .withYear(title.year())
                        .withGenres(Genres.split(genres, "\\|"))
                        .withTags(topTags(key));
        return new Described(item, aliases);
    }

    private List<String> topTags(String key) {
        return tags.getOrDefault(key, Map.of()).entrySet().stream()
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(TAGS)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void rating(Where where, CsvReader.Row row) {
        String who = row.cell(0);
        if (!sink.wants(who)) return;
        Optional<Double> stars = Numbers.parse(row.cell(2));
        Optional<Signal> signal = stars.flatMap(RatingScale.FIVE::signal);
        Optional<Instant> at = Times.parse(row.cell(3), ZoneOffset.UTC);
        SkipReason fault = fault(row, stars, signal, at);
        if (fault != null) sink.skip(where, fault, row.text());
        else
            sink.said(
                    where, Said.by(who, film(row.cell(1)), signal.orElseThrow(), at.orElse(null)));
    }

    private @Nullable SkipReason fault(
            CsvReader.Row row,
            Optional<Double> stars,
            Optional<Signal> signal,
            Optional<Instant> at) {
        if (row.cell(2).isEmpty()) return SkipReason.TOO_FEW_COLUMNS;
        if (stars.isEmpty()) return SkipReason.NOT_A_NUMBER;
        if (signal.isEmpty()) return SkipReason.OFF_SCALE;
        if (at.isEmpty() && !row.cell(3).isEmpty()) return SkipReason.BAD_TIME;
        if (!usable(row.cell(1))) return SkipReason.BAD_ID;
        boolean described = files.containsKey(MovieLensFile.MOVIES);
        return described && !films.containsKey(row.cell(1)) ? SkipReason.UNKNOWN_ITEM : null;
    }

    /// The id of a film; without a table of films it is only a number.
    private ItemId film(String key) {
        return films.computeIfAbsent(
                key,
                k -> {
                    ItemId id = new ItemId("movielens", k);
                    sink.item(Described.of(Item.of(id, ItemKind.FILM, "MovieLens film " + k)));
                    return id;
                });
    }

    private static boolean usable(String key) {
        return !key.isBlank() && key.length() <= 64;
    }
}
