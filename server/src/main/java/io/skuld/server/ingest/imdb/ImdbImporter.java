package io.skuld.server.ingest.imdb;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.Genres;
import io.skuld.server.ingest.Ids;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.RatingScale;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.TableRows;
import io.skuld.server.ingest.text.CsvReader;
import io.skuld.server.ingest.text.CsvTable;
import io.skuld.server.ingest.text.Numbers;
import io.skuld.server.ingest.text.Times;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads IMDb's ratings and watchlist. Ratings are 1 to 10; a title on the watchlist without one is something the person
/// would watch.
public final class ImdbImporter implements Importer {
    private static final List<String> COLUMNS = List.of("const", "your rating", "title");

    @Override
    public String format() {
        return "imdb";
    }

    @Override
    public String understands() {
        return "an IMDb export: ratings.csv or the watchlist";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        return TableRows.withColumns(bundle, COLUMNS);
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        TableRows.each(parts, sink, Columns::of, ImdbImporter::read);
    }

    private record Columns(
            int id,
            int rating,
            int rated,
            int listed,
            int title,
            int original,
            int type,
            int imdbRating,
            int runtime,
            int year,
            int genres,
            int votes,
            int directors) {
        static Columns of(CsvTable table) {
            return new Columns(
                    table.column("const"),
                    table.column("your rating"),
                    table.column("date rated"),
                    table.column("created"),
                    table.column("title"),
                    table.column("original title"),
                    table.column("title type"),
                    table.column("imdb rating"),
                    table.column("runtime (mins)"),
                    table.column("year"),
                    table.column("genres"),
                    table.column("num votes"),
                    table.column("directors"));
        }
    }

    private static void read(Columns columns, Where where, CsvReader.Row row, ImportSink sink) {
        String rating = row.cell(columns.rating());
        boolean listed = rating.isEmpty() && columns.listed() >= 0;
        Optional<ItemId> id = Ids.imdb(row.cell(columns.id()));
        Optional<Signal> signal =
                listed
                        ? Optional.of(new Signal.Labelled(true))
                        : Numbers.parse(rating)
                                .filter(value -> value >= 1)
                                .flatMap(RatingScale.TEN::signal);
        String day = row.cell(listed ? columns.listed() : columns.rated());
        Optional<Instant> at = Times.parse(day, ZoneOffset.UTC);
        if (id.isEmpty()) sink.skip(where, SkipReason.BAD_ID, row.text());
        else if (row.cell(columns.title()).isEmpty())
            sink.skip(where, SkipReason.NO_TITLE, row.text());
        else if (rating.isEmpty() && !listed) sink.skip(where, SkipReason.NO_RATING, row.text());
        else if (signal.isEmpty()) sink.skip(where, SkipReason.OFF_SCALE, row.text());
        else if (at.isEmpty() && !day.isEmpty()) sink.skip(where, SkipReason.BAD_TIME, row.text());
        else {
            sink.item(described(id.get(), columns, row));
            sink.said(where, Said.byOwner(id.get(), signal.get(), at.orElse(null)));
        }
    }

    private static Described described(ItemId id, Columns columns, CsvReader.Row row) {
        ItemKind kind = kind(row.cell(columns.type()));
        Integer year = Numbers.year(row.cell(columns.year()));
        Set<ItemId> aliases = new LinkedHashSet<>();
        Ids.title(kind, row.cell(columns.title()), year).ifPresent(aliases::add);
        Ids.title(kind, row.cell(columns.original()), year).ifPresent(aliases::add);
        Map<String, String> extras = new LinkedHashMap<>();
        keep(extras, "title_type", row.cell(columns.type()));
        keep(extras, "imdb_rating", row.cell(columns.imdbRating()));
        keep(extras, "imdb_votes", row.cell(columns.votes()));
        Item item =
                Item.of(id, kind, row.cell(columns.title()))
                        .withCreator(row.cell(columns.directors()))
                        .withGenres(Genres.split(row.cell(columns.genres()), ","))
                        .withYear(year)
                        .withDuration(minutes(row.cell(columns.runtime())))
                        .withExtras(extras);
        return new Described(item, aliases);
    }

    /// A hint only: the type is written in the member's language. What does not look like a series is a film.
    private static ItemKind kind(String type) {
        String plain = type.toLowerCase(Locale.ROOT);
        if (plain.contains("podcast")) return ItemKind.PODCAST;
        boolean series =
                plain.contains("seri") || plain.contains("séri") || plain.contains("episod");
        return series ? ItemKind.SERIES : ItemKind.FILM;
    }

    private static @Nullable Duration minutes(String text) {
        return Numbers.parse(text)
                .filter(minutes -> minutes > 0 && minutes < 100_000)
                .map(minutes -> Duration.ofMinutes(Math.round(minutes)))
                .orElse(null);
    }

    private static void keep(Map<String, String> extras, String name, String value) {
        if (!value.isEmpty()) extras.put(name, value);
    }
}
