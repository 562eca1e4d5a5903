package io.skuld.server.ingest.tmdb;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Bundle;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads TMDB's ratings and watchlist. Ratings are 0.5 to 10; what a watchlist names without one is something the person
/// would watch. Both may have the same columns: then only the file's name tells which it is.
public final class TmdbImporter implements Importer {
    private static final List<String> COLUMNS = List.of("tmdb id", "imdb id", "type", "name");

    @Override
    public String format() {
        return "tmdb";
    }

    @Override
    public String understands() {
        return "a TMDB export: ratings or watchlist as CSV";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        return TableRows.withColumns(bundle, COLUMNS);
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        TableRows.each(parts, sink, Columns::of, TmdbImporter::read);
    }

    private record Columns(
            int tmdb,
            int imdb,
            int type,
            int name,
            int released,
            int season,
            int episode,
            int rating,
            int rated) {
        static Columns of(CsvTable table) {
            return new Columns(
                    table.column("tmdb id"),
                    table.column("imdb id"),
                    table.column("type"),
                    table.column("name"),
                    table.column("release date"),
                    table.column("season number"),
                    table.column("episode number"),
                    table.column("your rating"),
                    table.column("date rated"));
        }
    }

    private static void read(Columns columns, Where where, CsvReader.Row row, ImportSink sink) {
        String rating = row.cell(columns.rating());
        boolean listed =
                columns.rating() < 0
                        || (rating.isEmpty()
                                && where.part().toLowerCase(Locale.ROOT).contains("watchlist"));
        Optional<Signal> signal =
                listed
                        ? Optional.of(new Signal.Labelled(true))
                        : Numbers.parse(rating)
                                .filter(r -> r >= .5)
                                .flatMap(RatingScale.TEN::signal);
        String time = row.cell(columns.rated());
        Optional<Instant> at = Times.parse(time, ZoneOffset.UTC);
        Optional<Described> described = described(columns, row);
        if (row.cell(columns.name()).isEmpty()) sink.skip(where, SkipReason.NO_TITLE, row.text());
        else if (described.isEmpty()) sink.skip(where, SkipReason.BAD_ID, row.text());
        else if (!listed && rating.isEmpty()) sink.skip(where, SkipReason.NO_RATING, row.text());
        else if (signal.isEmpty()) sink.skip(where, SkipReason.OFF_SCALE, row.text());
        else if (at.isEmpty() && !time.isEmpty()) sink.skip(where, SkipReason.BAD_TIME, row.text());
        else {
            sink.item(described.get());
            sink.said(
                    where,
                    Said.byOwner(described.get().item().id(), signal.get(), at.orElse(null)));
        }
    }

    /// A season or an episode is an item of its own beside its series.
    private static Optional<Described> described(Columns columns, CsvReader.Row row) {
        String name = row.cell(columns.name());
        ItemKind kind =
                row.cell(columns.type()).equalsIgnoreCase("movie")
                        ? ItemKind.FILM
                        : ItemKind.SERIES;
        String part = part(row.cell(columns.season()), row.cell(columns.episode()));
        Optional<ItemId> tmdb = Ids.tmdb(row.cell(columns.tmdb()), kind);
        Optional<ItemId> imdb = Ids.imdb(row.cell(columns.imdb()));
        if (name.isEmpty() || tmdb.isEmpty()) return Optional.empty();
        if (!part.isEmpty()) {
            ItemId id = new ItemId("tmdb", tmdb.get().key() + part.replace(" ", "-"));
            return Optional.of(Described.of(Item.of(id, kind, name + part)));
        }
        String date = row.cell(columns.released());
        Integer year = Numbers.year(date.substring(0, Math.min(4, date.length())));
        ItemId id = imdb.orElse(tmdb.get());
        Set<ItemId> aliases = new LinkedHashSet<>();
        aliases.add(tmdb.get());
        Ids.title(kind, name, year).ifPresent(aliases::add);
        aliases.remove(id);
        return Optional.of(new Described(Item.of(id, kind, name).withYear(year), aliases));
    }

    private static String part(String season, String episode) {
        if (season.isEmpty()) return "";
        return episode.isEmpty() ? " S" + season : " S%s E%s".formatted(season, episode);
    }
}
