package io.skuld.server.ingest.vrdndi;

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
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.sqlite.SqlForeignDatabase;
import io.skuld.server.ingest.sqlite.SqlForeignDatabase.Row;
import io.skuld.server.ingest.text.Numbers;
import io.skuld.server.ingest.text.Times;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads Vrdndi's SQLite database. Its sentinel -100 means "not said". Times without a zone were written in Hong Kong,
/// whatever the user's zone.
public final class VrdndiImporter implements Importer {
    private static final ZoneId ITS_ZONE = ZoneId.of("Asia/Hong_Kong");

    /// Where the facts of videos are, the fullest first.
    private static final List<String> VIDEOS =
            List.of(
                    "videos",
                    "like_data",
                    "dislike_data",
                    "history_data",
                    "streamlit_data",
                    "interest_data",
                    "productive_data",
                    "train_data");

    /// Tables that it makes as it goes; an old or a tidied database may lack some of the others.
    private static final Set<String> ITS_OWN =
            Set.of("streamlit_data", "interest_data", "productive_data", "train_data");

    @Override
    public String format() {
        return "vrdndi";
    }

    @Override
    public String understands() {
        return "Vrdndi's vrdndi_db.sqlite";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        return Recognised.when(
                1,
                bundle.parts().stream()
                        .filter(part -> isIts(SqlForeignDatabase.tables(part)))
                        .toList());
    }

    private static boolean isIts(Set<String> tables) {
        return tables.containsAll(Set.of("videos", "registry"))
                || ITS_OWN.stream().filter(tables::contains).count() >= 2;
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        for (Part part : parts)
            try (SqlForeignDatabase database = SqlForeignDatabase.open(part)) {
                read(database, part.modified(), sink);
            }
    }

    private static void read(SqlForeignDatabase database, Instant written, ImportSink sink) {
        for (String table : VIDEOS)
            database.each(table, sink, (where, row) -> describe(row).ifPresent(sink::item));
        say(database, "like_data", sink, row -> new Signal.Liked());
        say(database, "dislike_data", sink, row -> new Signal.Disliked());
        say(database, "streamlit_data", sink, row -> interest(row.text("interest")));
        say(database, "interest_data", sink, row -> interest(row.text("interest")));
        say(database, "history_data", sink, row -> new Signal.Played(null));
        say(database, "productive_data", sink, row -> timing(row.text("productive_rate")));
        // A copy of the two, made for training.
        if (!database.has("interest_data"))
            say(database, "train_data", sink, row -> interest(row.text("interest")));
        if (!database.has("productive_data"))
            say(database, "train_data", sink, row -> timing(row.text("productive_rate")));
        clicks(database, written, sink);
    }

    /// Only clicks about the moment have their time. The others came after the dated one before them, and the last of
    /// them counts: they keep their order and are told apart by it.
    ///
    /// @param written when the file was written, by which all of it had been said
    private static void clicks(SqlForeignDatabase database, Instant written, ImportSink sink) {
        AtomicLong before = new AtomicLong(start(database, written, sink).toEpochMilli());
        database.each(
                "feedback",
                sink,
                (where, row) -> {
                    Instant dated = time(row.text("timestamp"));
                    before.set(dated == null ? before.get() + 1 : dated.toEpochMilli());
                    Instant at = Instant.ofEpochMilli(before.get());
                    Signal timing = timing(row.text("productive_rate"));
                    Signal interest = interest(row.text("interesting"));
                    if (timing != null) say(where, row, timing, sink);
                    if (interest != null) clicked(where, row, interest, at, sink);
                });
    }

    /// A moment from which the clicks can be counted up to the first that has its time.
    private static Instant start(SqlForeignDatabase database, Instant written, ImportSink sink) {
        AtomicReference<@Nullable Instant> start = new AtomicReference<>();
        AtomicLong rows = new AtomicLong();
        database.each(
                "feedback",
                sink,
                (where, row) -> {
                    rows.set(where.line());
                    Instant at = time(row.text("timestamp"));
                    if (at != null) start.compareAndSet(null, at.minusMillis(where.line()));
                });
        Instant found = start.get();
        return found == null ? written.minusMillis(rows.get()) : found;
    }

    private static void clicked(Where where, Row row, Signal signal, Instant at, ImportSink sink) {
        describe(where, row, sink)
                .ifPresent(id -> sink.said(where, Said.counted(id, signal, at, where.line())));
    }

    /// @param meaning what a row says, or null when this row does not say that sort of thing
    private static void say(
            SqlForeignDatabase database,
            String table,
            ImportSink sink,
            Function<Row, @Nullable Signal> meaning) {
        database.each(
                table,
                sink,
                (where, row) -> {
                    Signal signal = meaning.apply(row);
                    if (signal != null) say(where, row, signal, sink);
                });
    }

    private static void say(Where where, Row row, Signal signal, ImportSink sink) {
        Instant at = time(row.text("timestamp"));
        describe(where, row, sink).ifPresent(id -> sink.said(where, Said.byOwner(id, signal, at)));
    }

    /// Hands the video over, with or without a name; empty when the row names none.
    private static Optional<ItemId> describe(Where where, Row row, ImportSink sink) {
        Optional<ItemId> id = Ids.youtube(row.text("videoId"));
        if (id.isEmpty()) sink.skip(where, SkipReason.BAD_ID, row.text("videoId"));
        else sink.item(describe(row).orElseGet(() -> Described.of(nameless(id.get()))));
        return id;
    }

    private static @Nullable Signal interest(String value) {
        Double number = said(value);
        if (number == null) return null;
        return number >= .5 ? new Signal.Liked() : new Signal.Disliked();
    }

    private static @Nullable Signal timing(String value) {
        Double number = said(value);
        if (number == null) return null;
        return number >= .5 ? new Signal.GoodTiming() : new Signal.NotNow();
    }

    private static @Nullable Double said(String value) {
        return Numbers.parse(value).filter(number -> number >= 0 && number <= 1).orElse(null);
    }

    private static @Nullable Instant time(String text) {
        return text.startsWith("-") ? null : Times.parse(text, ITS_ZONE).orElse(null);
    }

    private static Optional<Described> describe(Row row) {
        Optional<ItemId> id = Ids.youtube(row.text("videoId"));
        if (id.isEmpty() || row.text("title").isEmpty()) return Optional.empty();
        return Optional.of(
                Described.of(
                        Item.of(id.get(), ItemKind.VIDEO, row.text("title"))
                                .withCreator(row.text("youtuber"))
                                .withDescription(row.text("description"))
                                .withPublished(
                                        Times.parse(row.text("upload_time"), ZoneOffset.UTC)
                                                .orElse(null))
                                .withDuration(duration(row.text("duration")))
                                .withLocation("https://www.youtube.com/watch?v=" + id.get().key())
                                .withExtras(Map.of("title_cleaned", "yes"))));
    }

    private static Item nameless(ItemId id) {
        return Item.of(id, ItemKind.VIDEO, "YouTube video " + id.key())
                .withLocation("https://www.youtube.com/watch?v=" + id.key());
    }

    private static @Nullable Duration duration(String text) {
        try {
            Duration length = Duration.parse(text);
            return length.isNegative() ? null : length;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
