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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads ListenBrainz: listens, and what was loved (1) or hated (-1). As a list or one object a line.
public final class ListenBrainzImporter implements Importer {
    @Override
    public String format() {
        return "listenbrainz";
    }

    @Override
    public String understands() {
        return "a ListenBrainz export: listens and feedback as JSON or JSON Lines, or its ZIP";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        return Recognised.when(
                1, bundle.parts().stream().filter(ListenBrainzImporter::knows).toList());
    }

    private static boolean knows(Part part) {
        String head = part.head();
        if (!head.stripLeading().startsWith("[") && !head.stripLeading().startsWith("{"))
            return false;
        boolean listens = head.contains("\"listened_at\"") && head.contains("\"track_metadata\"");
        boolean feedback = head.contains("\"score\"") && head.contains("\"recording_m");
        return listens || feedback;
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        for (Part part : parts)
            JsonEntries.nodes(part, sink, (where, entry) -> read(where, entry, sink));
    }

    private static void read(Where where, JsonNode entry, ImportSink sink) {
        boolean listen = entry.has("listened_at");
        String time = entry.path(listen ? "listened_at" : "created").asText("");
        Optional<Instant> at = Times.parse(time, ZoneOffset.UTC);
        Optional<Described> described = described(entry);
        Optional<Signal> signal =
                listen
                        ? Optional.of(new Signal.Played(null))
                        : opinion(entry.path("score").asInt(0));
        if (described.isEmpty()) sink.skip(where, SkipReason.NO_TITLE, entry.toString());
        else if (signal.isEmpty()) sink.skip(where, SkipReason.NEUTRAL, entry.toString());
        else if (at.isEmpty() && !time.isEmpty()) sink.skip(where, SkipReason.BAD_TIME, time);
        else {
            sink.item(described.get());
            sink.said(
                    where,
                    Said.byOwner(described.get().item().id(), signal.get(), at.orElse(null)));
        }
    }

    private static Optional<Signal> opinion(int score) {
        if (score == 0) return Optional.empty();
        return Optional.of(score > 0 ? new Signal.Liked() : new Signal.Disliked());
    }

    private static Optional<Described> described(JsonNode entry) {
        JsonNode track = entry.path("track_metadata");
        JsonNode more = track.path("additional_info");
        ItemId id =
                recording(
                        entry.path("recording_mbid").asText(""),
                        more.path("recording_mbid").asText(""),
                        track.at("/mbid_mapping/recording_mbid").asText(""));
        String title = track.path("track_name").asText("").strip();
        if (title.isEmpty() && id != null)
            return Optional.of(Described.of(Item.of(id, ItemKind.TRACK, "Recording " + id.key())));
        return new Song(
                        track.path("artist_name").asText("").strip(),
                        title,
                        track.path("release_name").asText("").strip(),
                        length(more))
                .described(id);
    }

    private static @Nullable Duration length(JsonNode more) {
        long millis = more.path("duration_ms").asLong(1000 * more.path("duration").asLong(0));
        return millis > 0 && millis < 86_400_000L ? Duration.ofMillis(millis) : null;
    }

    private static @Nullable ItemId recording(String... candidates) {
        for (String mbid : candidates)
            if (mbid.matches("[0-9a-fA-F-]{36}"))
                return new ItemId("musicbrainz", mbid.toLowerCase(Locale.ROOT));
        return null;
    }
}
