package io.skuld.server.ingest.anagnorisis;

import io.skuld.server.catalog.ItemId;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.HashSet64;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.RatingScale;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.text.Numbers;
import io.skuld.server.ingest.text.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One reading: what each file was rated, and how often it was played and skipped. Its times name no zone; they are read in
/// the person's.
final class MediaReading {
    /// Plays or skips of one file beyond which a count is not believed.
    private static final int MOST = 10_000;

    private final ZoneId zone;
    private final ImportSink sink;
    private final HashSet64 rated = new HashSet64();

    MediaReading(ZoneId zone, ImportSink sink) {
        this.zone = zone;
        this.sink = sink;
    }

    /// A file of the memory: always a rating.
    void remembered(
            Where where, Map<String, String> facts, Map<String, String> tags, String description) {
        MediaFile file =
                new MediaFile(
                        "",
                        facts.getOrDefault("soft hash", ""),
                        facts.getOrDefault("hash algorithm", ""),
                        facts.getOrDefault("file path", ""));
        String detail = facts.getOrDefault("file path", "");
        if (file.names().isEmpty()) sink.skip(where, SkipReason.BAD_ID, detail);
        else if (signal(facts.getOrDefault("rating", "")).isEmpty())
            sink.skip(where, SkipReason.NO_RATING, detail);
        else {
            sink.item(file.described(tags, description));
            rated(where, file, facts.getOrDefault("rating", ""), facts.get("captured at"), true);
        }
    }

    /// A row of a table.
    void row(Where where, String table, Map<String, String> row) {
        String module = table.substring(0, table.indexOf('_'));
        MediaFile file =
                new MediaFile(
                        module.equals("files") ? "" : module,
                        row.getOrDefault("hash", ""),
                        row.getOrDefault("hash_algorithm", ""),
                        row.getOrDefault("file_path", row.getOrDefault("url_path", "")));
        String rating = row.getOrDefault("user_rating", "").strip();
        long plays = count(where, row.getOrDefault("full_play_count", ""));
        long skips = count(where, row.getOrDefault("skip_count", ""));
        String played = row.getOrDefault("last_played", "").strip();
        if (file.names().isEmpty()) sink.skip(where, SkipReason.BAD_ID, file.path());
        else if (rating.isEmpty() && plays + skips == 0 && played.isEmpty())
            sink.skip(where, SkipReason.NO_RATING, file.path());
        else {
            sink.item(file.described(row, ""));
            if (!rating.isEmpty()) rated(where, file, rating, row.get("user_rating_date"), false);
            played(where, file, plays, skips, played);
        }
    }

    /// @param anew whether the same rating may have been given again, as the memory tells it
    private void rated(
            Where where, MediaFile file, String rating, @Nullable String time, boolean anew) {
        Optional<Signal> signal = signal(rating);
        String when = time == null ? "" : time.strip();
        Optional<Instant> at = Times.parse(when, zone);
        if (signal.isEmpty()) sink.skip(where, SkipReason.OFF_SCALE, rating);
        else if (at.isEmpty() && !when.isEmpty()) sink.skip(where, SkipReason.BAD_TIME, when);
        else if (isNew(file.names(), signal.get()) || anew)
            sink.said(where, Said.byOwner(file.names().getFirst(), signal.get(), at.orElse(null)));
        else sink.skip(where, SkipReason.SAID_ELSEWHERE, file.path());
    }

    /// False when this rating of the file was read before, under any of its names.
    private boolean isNew(List<ItemId> names, Signal signal) {
        boolean isNew = true;
        for (ItemId name : names) isNew &= rated.add(HashSet64.hash(name + " " + signal.number()));
        return isNew;
    }

    /// Of the times of plays only the last is known. It stands for all of them; their numbers keep them apart.
    private void played(Where where, MediaFile file, long plays, long skips, String last) {
        Optional<Instant> at = Times.parse(last, zone);
        if (at.isEmpty() && !last.isEmpty()) {
            sink.skip(where, SkipReason.BAD_TIME, last);
            return;
        }
        ItemId id = file.names().getFirst();
        for (long play = 1; play <= plays; play++)
            sink.said(where, Said.counted(id, new Signal.Played(1.0), at.orElse(null), play));
        for (long skip = 1; skip <= skips; skip++)
            sink.said(where, Said.counted(id, new Signal.Skipped(null), at.orElse(null), skip));
        // It was started, and neither heard to its end nor skipped.
        if (plays + skips == 0 && at.isPresent())
            sink.said(where, Said.byOwner(id, new Signal.Played(null), at.get()));
    }

    private long count(Where where, String text) {
        if (text.isBlank()) return 0;
        Optional<Double> count = Numbers.parse(text).filter(n -> n >= 0 && n <= MOST);
        if (count.isEmpty()) sink.skip(where, SkipReason.NOT_A_NUMBER, text);
        return count.map(Math::round).orElse(0L);
    }

    private static Optional<Signal> signal(String rating) {
        return Numbers.parse(rating).flatMap(RatingScale.TEN::signal);
    }
}
