package io.skuld.server.ingest.letterboxd;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.Titles;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.RatingScale;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.TableRows;
import io.skuld.server.ingest.text.CsvReader;
import io.skuld.server.ingest.text.CsvTable;
import io.skuld.server.ingest.text.Numbers;
import io.skuld.server.ingest.text.Times;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One reading of an export, which says the same thing in several files: a film in the diary is also among the ratings
/// and the films watched.
final class LetterboxdReading {
    private record FilmDay(ItemId film, Instant day) {}

    /// Where the columns of one file are; -1 for those it lacks.
    private record Columns(
            int date, int name, int year, int uri, int rating, int rewatch, int tags, int watched) {
        static Columns of(CsvTable table) {
            return new Columns(
                    table.column("date"),
                    table.column("name"),
                    table.column("year"),
                    table.column("letterboxd uri"),
                    table.column("rating"),
                    table.column("rewatch"),
                    table.column("tags"),
                    table.column("watched date"));
        }
    }

    private final ImportSink sink;
    private final Set<FilmDay> rated = new HashSet<>();
    private final Map<ItemId, Instant> lastRated = new HashMap<>();
    private final Set<ItemId> seen = new HashSet<>();

    LetterboxdReading(ImportSink sink) {
        this.sink = sink;
    }

    void read(LetterboxdFile file, Part part) throws IOException {
        TableRows.each(
                part,
                sink,
                table -> {
                    Columns columns = Columns.of(table);
                    return (where, row) -> read(file, columns, where, row);
                });
    }

    private void read(LetterboxdFile file, Columns columns, Where where, CsvReader.Row row) {
        String name = row.cell(columns.name());
        Optional<Instant> logged = Times.parse(row.cell(columns.date()), ZoneOffset.UTC);
        if (name.isEmpty()) sink.skip(where, SkipReason.NO_TITLE, row.text());
        else if (logged.isEmpty()) sink.skip(where, SkipReason.BAD_TIME, row.text());
        else
            film(name, columns, row)
                    .ifPresentOrElse(
                            film -> read(file, columns, where, row, film, logged.get()),
                            () -> sink.skip(where, SkipReason.BAD_ID, row.text()));
    }

    private void read(
            LetterboxdFile file,
            Columns columns,
            Where where,
            CsvReader.Row row,
            Described film,
            Instant logged) {
        switch (file) {
            case DIARY -> diary(columns, where, row, film, logged);
            case RATINGS -> rating(columns, where, row, film, logged);
            case LIKES -> like(where, film, logged);
            case WATCHED -> watched(where, row, film, logged);
            case WATCHLIST -> watchlist(where, row, film, logged);
        }
    }

    private void diary(
            Columns columns, Where where, CsvReader.Row row, Described film, Instant logged) {
        Instant watched = Times.parse(row.cell(columns.watched()), ZoneOffset.UTC).orElse(logged);
        ItemId id = film.item().id();
        boolean hasRating = !row.cell(columns.rating()).isEmpty();
        Optional<Signal> signal =
                hasRating ? stars(row.cell(columns.rating())) : Optional.of(new Signal.Played(1.0));
        if (signal.isEmpty()) {
            sink.skip(where, SkipReason.OFF_SCALE, row.text());
            return;
        }
        say(where, film, signal.get(), watched, context(columns, row));
        seen.add(id);
        if (hasRating) {
            remember(id, watched);
            rated.add(new FilmDay(id, logged));
        }
    }

    private static Map<String, String> context(Columns columns, CsvReader.Row row) {
        Map<String, String> context = new HashMap<>();
        if (!row.cell(columns.rewatch()).isEmpty()) context.put("rewatch", "yes");
        if (!row.cell(columns.tags()).isEmpty()) context.put("tags", row.cell(columns.tags()));
        return context;
    }

    private void rating(
            Columns columns, Where where, CsvReader.Row row, Described film, Instant logged) {
        Optional<Signal> signal = stars(row.cell(columns.rating()));
        ItemId id = film.item().id();
        if (row.cell(columns.rating()).isEmpty())
            sink.skip(where, SkipReason.NO_RATING, row.text());
        else if (signal.isEmpty()) sink.skip(where, SkipReason.OFF_SCALE, row.text());
        else if (rated.contains(new FilmDay(id, logged)))
            sink.skip(where, SkipReason.SAID_ELSEWHERE, row.text());
        else {
            say(where, film, signal.get(), logged, Map.of());
            seen.add(id);
            remember(id, logged);
        }
    }

    /// A heart says less than the stars beside it, so it is dated before them: the newest word wins.
    private void like(Where where, Described film, Instant logged) {
        Instant stars = lastRated.get(film.item().id());
        Instant at = stars == null ? logged : stars.minusSeconds(1);
        say(where, film, new Signal.Liked(), at, Map.of());
    }

    private void watched(Where where, CsvReader.Row row, Described film, Instant logged) {
        if (seen.add(film.item().id())) say(where, film, new Signal.Played(1.0), logged, Map.of());
        else sink.skip(where, SkipReason.SAID_ELSEWHERE, row.text());
    }

    private void watchlist(Where where, CsvReader.Row row, Described film, Instant logged) {
        if (seen.contains(film.item().id()))
            sink.skip(where, SkipReason.SAID_ELSEWHERE, row.text());
        else say(where, film, new Signal.Labelled(true), logged, Map.of());
    }

    private void say(
            Where where, Described film, Signal signal, Instant at, Map<String, String> context) {
        sink.item(film);
        sink.said(where, new Said(null, film.item().id(), signal, at, Provenance.IMPORT, context));
    }

    private void remember(ItemId film, Instant day) {
        rated.add(new FilmDay(film, day));
        lastRated.merge(film, day, (a, b) -> a.isAfter(b) ? a : b);
    }

    private static Optional<Signal> stars(String text) {
        return Numbers.parse(text)
                .filter(stars -> stars >= .5 && stars <= 5)
                .flatMap(RatingScale.FIVE::signal);
    }

    /// By title and year; a film without a year, as one announced, by its address.
    private static Optional<Described> film(String name, Columns columns, CsvReader.Row row) {
        Integer year = Numbers.year(row.cell(columns.year()));
        String uri = row.cell(columns.uri());
        ItemId id = id(name, year, uri);
        if (id == null) return Optional.empty();
        Item item = Item.of(id, ItemKind.FILM, name).withYear(year);
        return Optional.of(Described.of(uri.startsWith("http") ? item.withLocation(uri) : item));
    }

    private static @Nullable ItemId id(String name, @Nullable Integer year, String uri) {
        if (year != null) return Titles.alias(ItemKind.FILM, name, year);
        String slug = uri.replaceFirst("/+$", "").replaceFirst("^.*/", "");
        return slug.isBlank() || slug.length() > 100 ? null : new ItemId("letterboxd", slug);
    }
}
