package io.skuld.server.ingest.youtube;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.sqlite.SqlForeignDatabase;
import io.skuld.server.ingest.sqlite.SqlForeignDatabase.Row;
import io.skuld.server.ingest.text.Numbers;
import io.skuld.server.ingest.text.Times;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads history and subscriptions in NewPipe's backup, a ZIP with a database, or its list of subscriptions. It keeps the
/// last time each video was watched and how far.
public final class NewPipeImporter implements Importer {
    private static final String HISTORY =
            """
            SELECT s.url, s.title, s.uploader, s.duration, h.access_date, t.progress_time
            FROM stream_history h JOIN streams s ON s.uid = h.stream_id
            LEFT JOIN stream_state t ON t.stream_id = h.stream_id
            ORDER BY h.access_date\
            """;

    @Override
    public String format() {
        return "newpipe";
    }

    @Override
    public String understands() {
        return "NewPipe's backup ZIP, the newpipe.db in it, or its exported subscriptions";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        return Recognised.when(
                1,
                bundle.parts().stream()
                        .filter(part -> isBackup(part) || NewPipeList.is(part))
                        .toList());
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        for (Part part : parts) {
            if (NewPipeList.is(part)) {
                NewPipeList.read(part, sink);
                continue;
            }
            try (SqlForeignDatabase database = SqlForeignDatabase.open(part)) {
                database.query(
                        "stream_history", HISTORY, sink, (where, row) -> read(where, row, sink));
                if (SqlForeignDatabase.has(part, "subscriptions"))
                    database.query(
                            "subscriptions",
                            "SELECT service_id, url, name FROM subscriptions ORDER BY uid",
                            sink,
                            (where, row) ->
                                    NewPipeList.follow(
                                            where,
                                            Numbers.parse(row.text("service_id"))
                                                    .orElse(-1.0)
                                                    .intValue(),
                                            row.text("url"),
                                            row.text("name"),
                                            sink));
            }
        }
    }

    private static boolean isBackup(Part part) {
        return SqlForeignDatabase.has(part, "streams", "stream_history");
    }

    private static void read(Where where, Row row, ImportSink sink) {
        Optional<VideoAddress> video = VideoAddress.parse(row.text("url"));
        Optional<Instant> at = Times.parse(row.text("access_date"), ZoneOffset.UTC);
        if (video.isEmpty()) sink.skip(where, SkipReason.NOT_A_VIDEO, row.text("url"));
        else if (row.text("title").isEmpty())
            sink.skip(where, SkipReason.NO_TITLE, row.text("url"));
        else if (at.isEmpty()) sink.skip(where, SkipReason.BAD_TIME, row.text("access_date"));
        else {
            double seconds = Numbers.parse(row.text("duration")).orElse(0.0);
            sink.item(
                    Described.of(
                            Item.of(video.get().id(), ItemKind.VIDEO, row.text("title"))
                                    .withCreator(row.text("uploader"))
                                    .withDuration(
                                            seconds > 0
                                                    ? Duration.ofSeconds(Math.round(seconds))
                                                    : null)
                                    .withLocation(video.get().location())));
            sink.said(
                    where,
                    Said.byOwner(
                            video.get().id(),
                            new Signal.Played(completion(row, seconds)),
                            at.get()));
        }
    }

    private static @Nullable Double completion(Row row, double seconds) {
        if (seconds <= 0) return null;
        return Numbers.parse(row.text("progress_time"))
                .map(millis -> Math.clamp(millis / 1000 / seconds, 0, 1))
                .orElse(null);
    }
}
