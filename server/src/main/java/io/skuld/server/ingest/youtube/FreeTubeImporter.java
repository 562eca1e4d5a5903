package io.skuld.server.ingest.youtube;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.skuld.server.ingest.JsonEntries;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.text.Times;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads FreeTube's history, one JSON object a line, which knows how much of each video was watched, and its profiles with
/// their subscriptions.
public final class FreeTubeImporter implements Importer {
    @Override
    public String format() {
        return "freetube";
    }

    @Override
    public String understands() {
        return "FreeTube's history.db or profiles.db, or their exports";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        return Recognised.when(
                1,
                bundle.parts().stream()
                        .filter(part -> isHistory(part) || isProfiles(part))
                        .toList());
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        Set<String> channels = new HashSet<>();
        for (Part part : parts)
            JsonEntries.nodes(
                    part,
                    sink,
                    (where, entry) -> {
                        if (entry.has("subscriptions")) profile(where, entry, channels, sink);
                        else read(where, entry, sink);
                    });
    }

    private static boolean isHistory(Part part) {
        return part.head().contains("\"videoId\"") && part.head().contains("\"timeWatched\"");
    }

    private static boolean isProfiles(Part part) {
        return part.head().contains("\"subscriptions\"")
                && part.head().contains("\"_id\"")
                && !NewPipeList.is(part);
    }

    /// Every profile repeats what the profile of all channels has.
    private static void profile(
            Where where, JsonNode profile, Set<String> channels, ImportSink sink) {
        for (JsonNode channel : profile.path("subscriptions")) {
            String id = channel.path("id").asText("");
            if (!channels.add(id)) continue;
            if (Subscription.isChannel(id))
                sink.follows(where, Subscription.channel(id, channel.path("name").asText("")));
            else sink.skip(where, SkipReason.BAD_ID, channel.toString());
        }
    }

    private static void read(Where where, JsonNode entry, ImportSink sink) {
        String title = entry.path("title").asText("").strip();
        Optional<ItemId> id = Ids.youtube(entry.path("videoId").asText(""));
        String time = entry.path("timeWatched").asText("");
        Optional<Instant> at = Times.parse(time, ZoneOffset.UTC);
        if (id.isEmpty()) sink.skip(where, SkipReason.BAD_ID, entry.toString());
        else if (title.isEmpty()) sink.skip(where, SkipReason.NO_TITLE, entry.toString());
        else if (at.isEmpty() && !time.isEmpty()) sink.skip(where, SkipReason.BAD_TIME, time);
        else {
            sink.item(Described.of(item(id.get(), title, entry)));
            sink.said(
                    where,
                    Said.byOwner(id.get(), new Signal.Played(completion(entry)), at.orElse(null)));
        }
    }

    private static Item item(ItemId id, String title, JsonNode entry) {
        double seconds = entry.path("lengthSeconds").asDouble(0);
        String channel = entry.path("authorId").asText("");
        return Item.of(id, ItemKind.VIDEO, title)
                .withCreator(entry.path("author").asText("").strip())
                .withDuration(
                        seconds > 0 && seconds < 1e6
                                ? Duration.ofSeconds(Math.round(seconds))
                                : null)
                .withPublished(
                        Times.parse(entry.path("published").asText(""), ZoneOffset.UTC)
                                .orElse(null))
                .withLocation("https://www.youtube.com/watch?v=" + id.key())
                .withExtras(channel.isEmpty() ? Map.of() : Map.of("channel", channel));
    }

    /// Null when it is not known. A progress of 0 stands for that, too: FreeTube writes it of what was marked as watched,
    /// and of everything when it does not keep the progress.
    private static @Nullable Double completion(JsonNode entry) {
        double seconds = entry.path("lengthSeconds").asDouble(0);
        double progress = entry.path("watchProgress").asDouble(0);
        return seconds > 0 && progress > 0 ? Math.clamp(progress / seconds, 0, 1) : null;
    }
}
