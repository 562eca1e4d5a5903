package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.activity.ActivityEvent;
import io.skuld.server.activity.Bucket;
import io.skuld.server.activity.PrivatePatterns;
import io.skuld.server.activity.SqlActivityLog;
import io.skuld.server.activity.Watcher;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.feedback.SqlFeedbackLog;
import io.skuld.server.ingest.ImportReport.Count;
import io.skuld.server.ingest.formats.Formats;
import io.skuld.server.ingest.sources.SourcesSettings;
import io.skuld.server.ingest.sources.SqlSources;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ActivityWatchTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));

    /// Two machines, as the web interface exports them; of the web bucket the events stand before the type.
    private static final String EXPORT =
            """
            {"buckets":{
            "aw-watcher-window_pc":{"id":"aw-watcher-window_pc","created":"2024-12-22T09:01:05.443462+00:00","name":null,"type":"currentwindow","client":"aw-watcher-window","hostname":"pc","data":{},"events":[
            {"id":2,"timestamp":"2025-12-12T14:22:30.983500+00:00","duration":17.991,"data":{"app":"Zen","title":"Google Gemini"}},
            {"id":1,"timestamp":"2025-12-12T14:22:00Z","duration":30.5,"data":{"app":"explorer.exe","title":"Dateien — Ä"}}]},
            "aw-watcher-afk_pc":{"id":"aw-watcher-afk_pc","type":"afkstatus","client":"aw-watcher-afk","hostname":"pc","events":[
            {"timestamp":"2025-12-12T15:00:00+01:00","duration":3600,"data":{"status":"not-afk"}}]},
            "aw-watcher-web-chrome":{"events":[
            {"timestamp":"2025-12-12T14:22:31","duration":3,"data":{"url":"https://gemini.google.com/app?x=1","title":"Google Gemini","audible":true,"incognito":false,"tabCount":9}},
            {"timestamp":"2025-12-12T14:22:40Z","duration":3,"data":{"url":"https://secret.example/","title":"Secret","audible":false,"incognito":true,"tabCount":9}}],
            "type":"web.tab.current","hostname":"unknown"},
            "aw-watcher-vim_laptop":{"type":"app.editor.activity","hostname":"laptop","events":[
            {"timestamp":"2025-12-12T16:00:00Z","duration":60,"data":{"file":"/home/a/notes/plan.md","project":"notes","language":"markdown"}}]},
            "aw-watcher-android-test":{"type":"currentwindow","hostname":"phone","events":[
            {"timestamp":"2025-12-12T17:00:00Z","duration":60,"data":{"app":"Maps","package":"com.maps","classname":"com.maps.Main"}}]},
            "aw-stopwatch":{"type":"general.stopwatch","hostname":"pc","events":[{"timestamp":"2025-12-12T17:00:00Z","duration":60,"data":{"label":"tea"}}]}
            }}
            """;

    private final Exports exports = new Exports();

    @AfterEach
    void close() {
        exports.close();
    }

    @Nested
    class AnExport {
        private final Collected read = Collected.of(exports.file("export.json", EXPORT));

        private List<ActivityEvent> of(Watcher watcher) {
            return read.activity.stream()
                    .filter(event -> event.bucket().watcher() == watcher)
                    .toList();
        }

        @Test
        void isRecognisedByItsContent() {
            assertThat(read.format).isEqualTo("activitywatch");
        }

        @Test
        void tellsTheWindowsOfEveryMachine() {
            assertThat(of(Watcher.WINDOW))
                    .containsExactly(
                            new ActivityEvent(
                                    new Bucket("pc", "aw-watcher-window_pc", Watcher.WINDOW),
                                    Instant.parse("2025-12-12T14:22:30.983Z"),
                                    Duration.ofMillis(17_991),
                                    "Zen",
                                    "Google Gemini",
                                    "",
                                    false,
                                    false),
                            new ActivityEvent(
                                    new Bucket("pc", "aw-watcher-window_pc", Watcher.WINDOW),
                                    Instant.parse("2025-12-12T14:22:00Z"),
                                    Duration.ofMillis(30_500),
                                    "explorer.exe",
                                    "Dateien — Ä",
                                    "",
                                    false,
                                    false),
                            new ActivityEvent(
                                    new Bucket("phone", "aw-watcher-android-test", Watcher.WINDOW),
                                    Instant.parse("2025-12-12T17:00:00Z"),
                                    Duration.ofMinutes(1),
                                    "Maps",
                                    "com.maps.Main",
                                    "",
                                    false,
                                    false));
        }

        @Test
        void readsOffsetsAndTakesTimesWithoutOneAsUtc() {
            assertThat(of(Watcher.AFK))
                    .extracting(ActivityEvent::at)
                    .containsExactly(Instant.parse("2025-12-12T14:00:00Z"));
            assertThat(of(Watcher.WEB).getFirst().at())
                    .isEqualTo(Instant.parse("2025-12-12T14:22:31Z"));
        }

        @Test
        void knowsWhatABucketIsThoughItSaysSoAtItsEnd() {
            assertThat(of(Watcher.WEB))
                    .extracting(ActivityEvent::title, ActivityEvent::audible, ActivityEvent::hidden)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("Google Gemini", true, false),
                            org.assertj.core.groups.Tuple.tuple("", false, true));
        }

        @Test
        void namesTheEditorAndWhatIsEdited() {
            assertThat(of(Watcher.EDITOR))
                    .extracting(ActivityEvent::app, ActivityEvent::title)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    "vim", "notes · plan.md · markdown"));
        }

        @Test
        void leavesOutWatchersThatAreNotUsedAndSaysSo() {
            assertThat(read.skipped)
                    .extracting(Skipped::reason, Skipped::detail)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    SkipReason.UNKNOWN_WATCHER,
                                    "aw-stopwatch (general.stopwatch), all of its events"));
        }
    }

    @Nested
    class ABadEvent {
        private List<SkipReason> reasons(String events) {
            Collected read =
                    Collected.of(
                            exports.file(
                                    "export.json",
                                    "{\"buckets\":{\"w\":{\"type\":\"currentwindow\",\"hostname\":\"pc\",\"events\":[%s]}}}"
                                            .formatted(events)));
            assertThat(read.activity).hasSize(1);
            assertThat(read.skipped)
                    .allSatisfy(skip -> assertThat(skip.detail()).doesNotContain("Title"));
            return read.skipped.stream().map(Skipped::reason).toList();
        }

        private static String event(String time, String duration) {
            return "{\"timestamp\":%s,\"duration\":%s,\"data\":{\"app\":\"a\",\"title\":\"Title\"}}"
                    .formatted(time, duration);
        }

        private static final String GOOD = event("\"2025-12-12T14:22:31Z\"", "1");

        @Test
        void costsOnlyItself() {
            assertThat(
                            reasons(
                                    String.join(
                                            ",",
                                            event("\"2025-12-12T14:22:31Z\"", "-1"),
                                            event("\"2025-12-12T14:22:31Z\"", "NaN"),
                                            event("\"2025-12-12T14:22:31Z\"", "1e99"),
                                            event("\"2025-12-12T14:22:31Z\"", "\"long\""),
                                            event("\"yesterday\"", "1"),
                                            event("null", "1"),
                                            event("\"0001-01-01T00:00:00Z\"", "1"),
                                            "{\"timestamp\":\"2025-12-12T14:22:31Z\",\"duration\":1}",
                                            "[1,[2]]",
                                            "7",
                                            GOOD)))
                    .containsExactly(
                            SkipReason.BAD_LENGTH,
                            SkipReason.BAD_LENGTH,
                            SkipReason.BAD_LENGTH,
                            SkipReason.BAD_LENGTH,
                            SkipReason.BAD_TIME,
                            SkipReason.BAD_TIME,
                            SkipReason.BAD_TIME,
                            SkipReason.NOT_AN_ENTRY,
                            SkipReason.NOT_AN_ENTRY,
                            SkipReason.NOT_AN_ENTRY);
        }

        @Test
        void endsTheReadingWhereTheFileIsCutOff() {
            assertThat(reasons(GOOD + ",{\"timestamp\":\"2025-")).contains(SkipReason.BROKEN_JSON);
        }
    }

    @Test
    void anExportInAnotherEncodingIsReadTheSame() {
        List<ActivityEvent> plain = Collected.of(exports.file("a", EXPORT)).activity;
        for (byte[] bytes :
                List.of(
                        ("\uFEFF" + EXPORT).getBytes(StandardCharsets.UTF_8),
                        EXPORT.getBytes(StandardCharsets.UTF_16)))
            assertThat(Collected.of(exports.file("b", bytes)).activity).isEqualTo(plain);
    }

    @Nested
    class Imported {
        private final Home home = Home.temporary();
        private final Database database = home.open();
        private final SqlActivityLog log = new SqlActivityLog(database);
        private final SqlImportHistory history = new SqlImportHistory(database);
        private final Imports imports =
                new Imports(
                        Formats.all(),
                        new SqlCatalog(database, CLOCK),
                        new SqlPeople(database, CLOCK),
                        new SqlFeedbackLog(database, CLOCK),
                        log,
                        new SqlSources(database, CLOCK, SourcesSettings.DEFAULTS),
                        history,
                        CLOCK);

        @AfterEach
        void closeAll() {
            database.close();
            home.close();
        }

        private ImportReport preview(Path file) {
            try (Bundle bundle = Bundle.open(file)) {
                return imports.preview(bundle, ImportRequest.DEFAULTS, Unheard.INSTANCE);
            }
        }

        private ImportRun bring(Path file) {
            try (Bundle bundle = Bundle.open(file)) {
                return imports.run(bundle, ImportRequest.DEFAULTS, Unheard.INSTANCE);
            }
        }

        @Test
        void theSecondTimeChangesNothing() {
            Path file = exports.file("export.json", EXPORT);
            ImportReport before = preview(file);
            assertThat(log.holdings(PersonId.ME)).isEmpty();
            ImportRun first = bring(file);
            assertThat(first.report()).isEqualTo(before);
            assertThat(before.activity()).isEqualTo(new Count(7, 0));
            assertThat(history.find(first.id())).contains(first);
            assertThat(bring(file).report().activity()).isEqualTo(new Count(0, 7));
            assertThat(first.report().summary().activity()).isEqualTo(first.report().activity());
        }

        @Test
        void andTakenBackLeavesNothing() {
            Path file = exports.file("export.json", EXPORT);
            assertThat(imports.undo(bring(file).id())).isEqualTo(7);
            assertThat(log.holdings(PersonId.ME)).isEmpty();
            assertThat(bring(file).report().activity()).isEqualTo(new Count(7, 0));
        }

        @Test
        void withoutWhatIsPrivate() throws IOException {
            new SqlPeople(database, CLOCK).save(PersonId.ME, "Me");
            log.hide(PersonId.ME, new PrivatePatterns("gemini"));
            ImportRun run = bring(exports.file("export.json", EXPORT));
            assertThat(run.report().notes())
                    .contains(
                            "Of 3 events only the time is kept: they match your private patterns");
            database.close();
            for (Path file : List.of(home.folder().resolve(Database.FILE)))
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContainIgnoringCase("google gemini")
                        .doesNotContain("Secret");
        }

        @Test
        void doublesAndTheFutureAreLeftOutAndTheLongestIsKept() {
            String events =
                    """
                    {"buckets":{"w":{"type":"currentwindow","hostname":"pc","events":[
                    {"timestamp":"2025-12-12T14:00:00Z","duration":1,"data":{"app":"a"}},
                    {"timestamp":"2025-12-12T14:00:00Z","duration":9,"data":{"app":"a"}},
                    {"timestamp":"2093-12-12T14:00:00Z","duration":9,"data":{"app":"a"}}]}}}
                    """;
            ImportReport report = bring(exports.file("export.json", events)).report();
            assertThat(report.activity()).isEqualTo(new Count(1, 0));
            assertThat(report.reasons())
                    .containsOnlyKeys(SkipReason.TWICE.text(), SkipReason.BAD_TIME.text());
            assertThat(log.between(PersonId.ME, Instant.EPOCH, CLOCK.instant()))
                    .extracting(ActivityEvent::length)
                    .containsExactly(Duration.ofSeconds(9));
        }

        @Test
        void aLongHistoryGoesInByBatches() {
            int count = 12_345;
            Path file = exports.path("long.json");
            writeLong(file, count);
            assertThat(bring(file).report().activity()).isEqualTo(new Count(count, 0));
        }
    }

    /// One event a second.
    static void writeLong(Path file, int count) {
        Instant start = Instant.parse("2024-01-01T00:00:00Z");
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(
                    "{\"buckets\":{\"w\":{\"type\":\"currentwindow\",\"hostname\":\"pc\",\"events\":[");
            for (int i = 0; i < count; i++)
                out.write(
                        "%s{\"timestamp\":\"%s\",\"duration\":1,\"data\":{\"app\":\"app %d\",\"title\":\"A title of usual length, number %d\"}}"
                                .formatted(i == 0 ? "" : ",", start.plusSeconds(i), i % 50, i));
            out.write("]}}}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
