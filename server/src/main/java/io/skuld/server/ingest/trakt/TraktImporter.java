package io.skuld.server.ingest.trakt;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.Ids;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.JsonEntries;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.RatingScale;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.text.Times;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads Trakt's lists: ratings (1 to 10), history and what was watched (plays), watchlist (what one would watch). A film
/// that was watched was watched to its end; of a series, each episode is a play of the series.
public final class TraktImporter implements Importer {
    private static final Pattern HEAD =
            Pattern.compile(
                    "(?s)\\s*\\[\\s*\\{.*\"(rated_at|watched_at|last_watched_at|listed_at)\"\\s*:.*");
    private static final Pattern THING =
            Pattern.compile("(?s).*\"(movie|show|episode|season)\"\\s*:\\s*\\{.*");

    @Override
    public String format() {
        return "trakt";
    }

    @Override
    public String understands() {
        return "a Trakt export: ratings, history, watched or watchlist as JSON, or a folder or ZIP of them";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        return Recognised.when(
                1,
                bundle.parts().stream()
                        .filter(part -> HEAD.matcher(part.head()).matches())
                        .filter(part -> THING.matcher(part.head()).matches())
                        .toList());
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        for (Part part : parts)
            JsonEntries.nodes(part, sink, (where, entry) -> read(where, entry, sink));
    }

    private static void read(Where where, JsonNode entry, ImportSink sink) {
        Optional<Described> described = described(entry);
        if (described.isEmpty()) {
            sink.skip(where, SkipReason.NO_TITLE, entry.toString());
            return;
        }
        sink.item(described.get());
        ItemId id = described.get().item().id();
        if (entry.has("seasons")) episodes(where, entry, id, sink);
        else one(where, entry, id, sink);
    }

    private static void one(Where where, JsonNode entry, ItemId id, ImportSink sink) {
        String time = time(entry);
        Optional<Instant> at = Times.parse(time, ZoneOffset.UTC);
        Optional<Signal> signal = signal(entry);
        if (signal.isEmpty()) sink.skip(where, SkipReason.OFF_SCALE, entry.toString());
        else if (at.isEmpty() && !time.isEmpty())
            sink.skip(where, SkipReason.BAD_TIME, entry.toString());
        else sink.said(where, Said.byOwner(id, signal.get(), at.orElse(null)));
    }

    private static Optional<Signal> signal(JsonNode entry) {
        if (entry.has("rated_at") || entry.has("rating"))
            return Optional.of(entry.path("rating").asDouble(0))
                    .filter(rating -> rating >= 1)
                    .flatMap(RatingScale.TEN::signal);
        if (entry.has("listed_at")) return Optional.of(new Signal.Labelled(true));
        return Optional.of(new Signal.Played(entry.has("movie") ? 1.0 : null));
    }

    private static String time(JsonNode entry) {
        for (String name : List.of("rated_at", "watched_at", "last_watched_at", "listed_at"))
            if (entry.path(name).isTextual()) return entry.path(name).asText();
        return "";
    }

    private static void episodes(Where where, JsonNode entry, ItemId show, ImportSink sink) {
        for (JsonNode season : entry.path("seasons"))
            for (JsonNode episode : season.path("episodes"))
                sink.said(
                        where,
                        new Said(
                                null,
                                show,
                                new Signal.Played(null),
                                Times.parse(
                                                episode.path("last_watched_at").asText(""),
                                                ZoneOffset.UTC)
                                        .orElse(null),
                                Provenance.IMPORT,
                                Map.of(
                                        "season",
                                        season.path("number").asText("?"),
                                        "episode",
                                        episode.path("number").asText("?"))));
    }

    /// What an entry is about. The play of an episode is one of its series; a rating of it is its own.
    private static Optional<Described> described(JsonNode entry) {
        if (entry.has("movie")) return work(ItemKind.FILM, entry.path("movie"), "");
        String show = entry.at("/show/title").asText("");
        boolean rated = entry.has("rating");
        if (rated && entry.has("episode") && !show.isEmpty())
            return work(ItemKind.SERIES, entry.path("episode"), show + ": ");
        if (rated && entry.has("season") && !show.isEmpty())
            return season(entry.path("season"), show);
        return work(ItemKind.SERIES, entry.path("show"), "");
    }

    private static Optional<Described> season(JsonNode season, String show) {
        String trakt = season.at("/ids/trakt").asText("");
        if (trakt.isEmpty()) return Optional.empty();
        ItemId id = new ItemId("trakt", "season-" + trakt);
        String title = "%s: Season %s".formatted(show, season.path("number").asText("?"));
        return Optional.of(Described.of(Item.of(id, ItemKind.SERIES, title)));
    }

    private static Optional<Described> work(ItemKind kind, JsonNode work, String before) {
        String title = work.path("title").asText("");
        if (title.isBlank()) return Optional.empty();
        JsonNode ids = work.path("ids");
        Integer year = work.path("year").isInt() ? work.path("year").asInt() : null;
        boolean episode = !before.isEmpty();
        Set<ItemId> names = new LinkedHashSet<>();
        Ids.imdb(ids.path("imdb").asText("")).ifPresent(names::add);
        if (!episode) Ids.tmdb(ids.path("tmdb").asText(""), kind).ifPresent(names::add);
        String trakt = ids.path("trakt").asText("");
        String sort = episode ? "episode" : kind.label();
        if (!trakt.isEmpty()) names.add(new ItemId("trakt", sort + "-" + trakt));
        if (!episode) Ids.title(kind, title, year).ifPresent(names::add);
        if (names.isEmpty()) return Optional.empty();
        ItemId id = names.iterator().next();
        names.remove(id);
        return Optional.of(new Described(Item.of(id, kind, before + title).withYear(year), names));
    }
}
