package io.skuld.server.ingest.reeldriver;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Genres;
import io.skuld.server.ingest.Ids;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.reeldriver.Films.Row;
import io.skuld.server.ingest.text.Numbers;
import io.skuld.server.ingest.text.Times;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One reading of a table of films.
final class FilmTable {
    /// Facts kept as they are. 0 means "not known" for the first group, in TMDB's manner.
    private static final List<String> AMOUNTS = List.of("budget", "revenue");

    private static final List<String> FACTS =
            List.of(
                    "production_status",
                    "tagline",
                    "tmdb_rating",
                    "tmdb_votes",
                    "rt_score",
                    "metascore",
                    "imdb_votes");
    private static final List<String> LISTS =
            List.of(
                    "origin_country",
                    "production_companies",
                    "production_countries",
                    "spoken_languages");

    private record Label(Signal signal, Provenance provenance) {}

    private final String name;
    private final Films table;
    private final ImportSink sink;
    private final Map<ItemId, ItemId> tmdbOwners = new HashMap<>();
    private boolean ratingsTenfold;

    /// @param name what the table is called where lines are told
    FilmTable(String name, Films table, ImportSink sink) {
        this.name = name;
        this.table = table;
        this.sink = sink;
    }

    void read() throws IOException {
        Set<String> columns = table.columns();
        // The same column is 0 to 10 in one of its tables and ten times that in another; one value
        // alone cannot tell.
        ratingsTenfold =
                columns.contains("imdb_rating")
                        && table.maximum("imdb_rating").filter(most -> most > 10).isPresent();
        if (ratingsTenfold) sink.note("imdb_rating is ten times too large here, divided by 10");
        table.each(this::read);
    }

    private void read(Row row) {
        Where where = new Where(name, row.line());
        ItemKind kind = row.text("media_type").startsWith("tv") ? ItemKind.SERIES : ItemKind.FILM;
        Optional<ItemId> id = id(row, kind);
        if (row.text("media_title").isEmpty()) sink.skip(where, SkipReason.NO_TITLE, detail(row));
        else if (id.isEmpty()) sink.skip(where, SkipReason.BAD_ID, detail(row));
        else {
            sink.item(described(id.get(), kind, row));
            Optional<Label> label = label(row);
            if (label.isEmpty()) sink.skip(where, SkipReason.NO_LABEL, detail(row));
            else say(where, id.get(), label.get(), row);
        }
    }

    private void say(Where where, ItemId id, Label label, Row row) {
        String updated = row.text("updated_at");
        String time = updated.isEmpty() ? row.text("created_at") : updated;
        sink.said(
                where,
                new Said(
                        null,
                        id,
                        label.signal(),
                        Times.parse(time, ZoneOffset.UTC).orElse(null),
                        label.provenance(),
                        Map.of()));
    }

    private static Optional<Label> label(Row row) {
        String human = row.text("human_labeled");
        boolean unseen = human.isEmpty() && row.text("reviewed").equals("false");
        boolean byRule = human.equals("false") || unseen || row.text("anomalous").equals("true");
        Provenance provenance = byRule ? Provenance.RULE : Provenance.IMPORT;
        return switch (row.text("label")) {
            case "would_watch", "1" ->
                    Optional.of(new Label(new Signal.Labelled(true), provenance));
            case "would_not_watch", "0" ->
                    Optional.of(new Label(new Signal.Labelled(false), provenance));
            case "" -> pipelineLabel(row);
            default -> Optional.empty();
        };
    }

    /// What the pipeline did says what its rules say. Only an override was a person's word.
    private static Optional<Label> pipelineLabel(Row row) {
        return switch (row.text("rejection_status")) {
            case "override" -> Optional.of(new Label(new Signal.Labelled(true), Provenance.IMPORT));
            case "accepted" -> Optional.of(new Label(new Signal.Labelled(true), Provenance.RULE));
            case "rejected" -> Optional.of(new Label(new Signal.Labelled(false), Provenance.RULE));
            default -> Optional.empty();
        };
    }

    private static Optional<ItemId> id(Row row, ItemKind kind) {
        return Ids.imdb(row.text("imdb_id"))
                .or(() -> Ids.tmdb(row.text("tmdb_id"), kind))
                .or(() ->
                        Ids.title(
                                kind,
                                row.text("media_title"),
                                Numbers.year(row.text("release_year"))));
    }

    private Described described(ItemId id, ItemKind kind, Row row) {
        Integer year = Numbers.year(row.text("release_year"));
        Set<ItemId> aliases = new LinkedHashSet<>();
        Ids.tmdb(row.text("tmdb_id"), kind).filter(tmdb -> owns(id, tmdb)).ifPresent(aliases::add);
        Ids.title(kind, row.text("media_title"), year).ifPresent(aliases::add);
        Ids.title(kind, row.text("original_media_title"), year).ifPresent(aliases::add);
        aliases.remove(id);
        Item item =
                Item.of(id, kind, row.text("media_title"))
                        .withDescription(row.text("overview"))
                        .withGenres(Genres.of(row.list("genre").stream()))
                        .withLanguage(row.text("original_language"))
                        .withYear(year)
                        .withDuration(
                                Numbers.parse(row.text("runtime"))
                                        .filter(minutes -> minutes > 0)
                                        .map(minutes -> Duration.ofMinutes(Math.round(minutes)))
                                        .orElse(null))
                        .withExtras(extras(row));
        return new Described(item, new HashSet<>(aliases));
    }

    /// An id of TMDB that two films claim belongs to the first.
    private boolean owns(ItemId id, ItemId tmdb) {
        return tmdbOwners.computeIfAbsent(tmdb, none -> id).equals(id);
    }

    private Map<String, String> extras(Row row) {
        Map<String, String> extras = new LinkedHashMap<>();
        for (String name : AMOUNTS)
            if (!row.text(name).equals("0")) keep(extras, name, row.text(name));
        for (String name : FACTS) keep(extras, name, row.text(name));
        for (String name : LISTS) keep(extras, name, String.join("|", row.list(name)));
        String title = row.text("original_media_title");
        if (!title.equals(row.text("media_title"))) keep(extras, "original_title", title);
        Numbers.parse(row.text("imdb_rating"))
                .filter(rating -> rating >= 0)
                .map(rating -> ratingsTenfold ? rating / 10 : rating)
                .ifPresent(rating -> extras.put("imdb_rating", Double.toString(rating)));
        return extras;
    }

    private static void keep(Map<String, String> extras, String name, String value) {
        boolean sentinel = value.startsWith("-") && Numbers.parse(value).isPresent();
        if (!value.isEmpty() && !sentinel) extras.put(name, value);
    }

    private static String detail(Row row) {
        return "%s %s %s"
                .formatted(row.text("imdb_id"), row.text("media_title"), row.text("label"));
    }
}
