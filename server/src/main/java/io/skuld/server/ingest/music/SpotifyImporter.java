package io.skuld.server.ingest.music;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.JsonEntries;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.text.Times;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads Spotify's extended streaming history and the short one. A track that ran to its end was played whole; one that was
/// skipped within 30 seconds was skipped; of anything between, only that it was played. Private sessions are left out.
public final class SpotifyImporter implements Importer {
    private static final Pattern EXTENDED =
            Pattern.compile("(?s)\\s*\\[\\s*\\{.*\"ms_played\"\\s*:.*");
    private static final Pattern SHORT =
            Pattern.compile("(?s)\\s*\\[\\s*\\{.*\"(endTime|msPlayed)\"\\s*:.*");

    /// A skip later than this says little: ListenBrainz counts plays from here on.
    private static final long EARLY_MILLIS = 30_000;

    @Override
    public String format() {
        return "spotify";
    }

    @Override
    public String understands() {
        return "Spotify's streaming history as JSON, extended or short, or its ZIP";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        return Recognised.when(
                1,
                bundle.parts().stream()
                        .filter(part ->
                                EXTENDED.matcher(part.head()).matches()
                                        || SHORT.matcher(part.head()).matches())
                        .toList());
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        for (Part part : parts)
            JsonEntries.nodes(part, sink, (where, entry) -> read(where, entry, sink));
    }

    private static void read(Where where, JsonNode entry, ImportSink sink) {
        String time = entry.path("ts").asText(entry.path("endTime").asText(""));
        Optional<Instant> at = Times.parse(time, ZoneOffset.UTC);
        Optional<Described> described = described(entry);
        if (entry.path("incognito_mode").asBoolean(false))
            sink.skip(where, SkipReason.PRIVATE, time);
        else if (described.isEmpty()) sink.skip(where, SkipReason.NO_TITLE, time);
        else if (at.isEmpty() && !time.isEmpty()) sink.skip(where, SkipReason.BAD_TIME, time);
        else {
            sink.item(described.get());
            sink.said(
                    where,
                    Said.byOwner(described.get().item().id(), signal(entry), at.orElse(null)));
        }
    }

    private static Signal signal(JsonNode entry) {
        long played = entry.path("ms_played").asLong(entry.path("msPlayed").asLong(0));
        String end = entry.path("reason_end").asText("");
        if (end.equals("trackdone")) return new Signal.Played(1.0);
        boolean skipped = entry.path("skipped").asBoolean(false) || end.equals("fwdbtn");
        return skipped && played < EARLY_MILLIS
                ? new Signal.Skipped(null)
                : new Signal.Played(null);
    }

    private static Optional<Described> described(JsonNode entry) {
        String episode = text(entry, "episode_name");
        if (!episode.isEmpty()) {
            ItemId id = id(text(entry, "spotify_episode_uri"));
            return Optional.ofNullable(id)
                    .map(named ->
                            Described.of(
                                    Item.of(named, ItemKind.PODCAST, episode)
                                            .withCreator(text(entry, "episode_show_name"))));
        }
        String title = text(entry, "master_metadata_track_name");
        boolean brief = title.isEmpty();
        return new Song(
                        text(entry, brief ? "artistName" : "master_metadata_album_artist_name"),
                        brief ? text(entry, "trackName") : title,
                        album(entry),
                        null)
                .described(id(text(entry, "spotify_track_uri")));
    }

    private static String album(JsonNode entry) {
        String album = text(entry, "master_metadata_album_album_name");
        return album.isEmpty() ? text(entry, "master_metadata_album_name") : album;
    }

    /// `spotify:track:…` is already how we write ids.
    private static @Nullable ItemId id(String uri) {
        return uri.matches("spotify:(track|episode):[A-Za-z0-9]{10,40}") ? ItemId.parse(uri) : null;
    }

    private static String text(JsonNode entry, String name) {
        return entry.path(name).asText("").strip();
    }
}
