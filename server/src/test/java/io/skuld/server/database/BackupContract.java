package io.skuld.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.server.activity.ActivityEvent;
import io.skuld.server.activity.SqlActivityLog;
import io.skuld.server.activity.Watched;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.feedback.SqlFeedbackLog;
import io.skuld.server.people.Person;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backup and restore as a pair, on every database.
abstract class BackupContract {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T03:00:00Z"));
    static final PersonId ANNA = new PersonId("anna");

    @TempDir Path folder;
    TestDatabase place;
    Path file;

    abstract TestDatabase place();

    @BeforeEach
    void open() {
        place = place();
        file = folder.resolve("skuld.backup");
    }

    @AfterEach
    void close() {
        place.close();
    }

    /// All that a person would miss.
    record Everything(
            List<Person> people,
            List<Catalog.Numbered> items,
            List<FeedbackLog.Entry> log,
            List<ActivityEvent> activity,
            String version) {
        /// As before there was any.
        Everything withoutActivity() {
            return new Everything(people, items, log, List.of(), version);
        }

        static Everything in(TestDatabase place) {
            try (Database database = place.open()) {
                FeedbackLog log = new SqlFeedbackLog(database, CLOCK);
                return new Everything(
                        new SqlPeople(database, CLOCK).all(),
                        new SqlCatalog(database, CLOCK).after(0, 100),
                        log.after(0, 100),
                        new SqlActivityLog(database).between(ANNA, Instant.EPOCH, CLOCK.instant()),
                        log.version());
            }
        }
    }

    static Feedback rated(String id, double value) {
        return new Feedback(
                id,
                ANNA,
                new ItemId("imdb", "tt1"),
                new Signal.Rated(value),
                CLOCK.instant(),
                ZoneOffset.UTC,
                Provenance.HUMAN,
                null,
                Map.of("app", "«quotes», \"commas\"\nand lines"));
    }

    static void fill(TestDatabase place) {
        try (Database database = place.open()) {
            SqlPeople people = new SqlPeople(database, CLOCK);
            people.save(ANNA, "Anna Ærlig");
            new SqlCatalog(database, CLOCK)
                    .add(
                            List.of(
                                    Described.of(
                                            Item.of(
                                                            new ItemId("imdb", "tt1"),
                                                            ItemKind.FILM,
                                                            "Amélie 🎬")
                                                    .withYear(2001)
                                                    .withGenres(List.of("comedy", "romance"))
                                                    .withDuration(Duration.ofMinutes(122)),
                                            new ItemId("tmdb", "194")),
                                    Described.of(
                                            Item.of(
                                                    new ItemId("youtube", "x:y"),
                                                    ItemKind.VIDEO,
                                                    "A video"))));
            FeedbackLog log = new SqlFeedbackLog(database, CLOCK);
            log.append(List.of(rated("a", 7.3), rated("b", 0), rated("c", 10)));
            log.retract(ANNA, "b");
            new SqlActivityLog(database)
                    .add(
                            ANNA,
                            null,
                            List.of(
                                    Watched.window("10:00", "10:30", "vim", "plan \"é\""),
                                    Watched.tab("10:00", "10:01", "T", "https://example.org/a")));
        }
    }

    Backup.Manifest backup(TestDatabase of) {
        try (Database database = of.open()) {
            return Backup.write(database, CLOCK, file);
        }
    }

    Restore.Restored restore(TestDatabase into) {
        return Restore.run(file, into.home(), into.settings(), CLOCK);
    }

    @Nested
    class OfAFullDatabase {
        @BeforeEach
        void fillIt() {
            fill(place);
        }

        @Test
        void restoringBringsBackExactlyWhatWasThere() {
            Everything before = Everything.in(place);
            Backup.Manifest manifest = backup(place);
            assertThat(manifest.rows("signal")).isEqualTo(3);
            try (Database database = place.open()) {
                new SqlPeople(database, CLOCK).save(new PersonId("ben"), "Ben");
                new SqlFeedbackLog(database, CLOCK).append(List.of(rated("later", 3)));
            }

            Restore.Restored restored = restore(place);

            assertThat(Everything.in(place)).isEqualTo(before);
            assertThat(restored.manifest()).isEqualTo(manifest);
            assertThat(restored.kept()).isNotEmpty();
        }

        @Test
        void afterwardsLifeGoesOn() {
            backup(place);
            restore(place);
            try (Database database = place.open()) {
                SqlFeedbackLog log = new SqlFeedbackLog(database, CLOCK);
                long last = log.after(0, 100).getLast().sequence();
                log.append(List.of(rated("new", 5)));
                log.retract(ANNA, "new");
                assertThat(log.find("new").orElseThrow().sequence()).isGreaterThan(last);
                SqlCatalog catalog = new SqlCatalog(database, CLOCK);
                catalog.add(
                        List.of(
                                Described.of(
                                        Item.of(new ItemId("imdb", "tt3"), ItemKind.FILM, "New"))));
                assertThat(catalog.find(new ItemId("imdb", "tt3")).orElseThrow().number())
                        .isEqualTo(3);
                assertThat(catalog.search(new Catalog.Query("amel", null, 0, 5))).hasSize(1);
            }
        }

        @Test
        void movesToADatabaseOfTheOtherKind() {
            backup(place);
            try (TestDatabase other =
                    place.settings().url().isEmpty()
                            ? TestDatabase.postgresql()
                            : TestDatabase.sqlite()) {
                restore(other);
                assertThat(Everything.in(other)).isEqualTo(Everything.in(place));
            }
        }

        @Test
        void isRefusedWhileAServerUsesIt() {
            backup(place);
            Everything before = Everything.in(place);
            try (Database running = place.open()) {
                assertThat(new SqlPeople(running, CLOCK).all()).hasSize(1);
                assertThatThrownBy(() -> restore(place)).isInstanceOf(DatabaseInUseException.class);
            }
            assertThat(Everything.in(place)).isEqualTo(before);
        }

        @Test
        void aNewBackupReplacesAnOldOneOnlyWhenItIsWhole() throws IOException {
            backup(place);
            Path blocked = folder.resolve("blocked");
            Files.createFile(blocked);
            try (Database database = place.open()) {
                assertThatThrownBy(() ->
                                Backup.write(database, CLOCK, blocked.resolve("skuld.backup")))
                        .isInstanceOf(BackupFailedException.class)
                        .hasMessageContaining("No backup was made");
                Backup.write(database, CLOCK, file);
            }
            assertThat(Backup.verify(file).rows("person")).isEqualTo(1);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactlyInAnyOrder(file, blocked);
            }
        }
    }

    @Nested
    class OfADamagedFile {
        @BeforeEach
        void fillIt() {
            fill(place);
            backup(place);
        }

        private void assertRefused() {
            Everything before = Everything.in(place);
            assertThatThrownBy(() -> restore(place))
                    .isInstanceOf(DamagedBackupException.class)
                    .hasMessageContaining("Nothing was changed");
            assertThat(Everything.in(place)).isEqualTo(before);
        }

        @Test
        void anythingElseIsRefused() throws IOException {
            Files.writeString(file, "not a backup");
            assertRefused();
        }

        @Test
        void aTruncatedOneIsRefused() throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
            assertRefused();
        }

        @Test
        void changedRowsAreRefused() throws IOException {
            rewrite(file, "signal.jsonl", lines -> lines.replace("\"value\":7.3", "\"value\":7.4"));
            assertRefused();
        }

        @Test
        void aMissingTableIsRefused() throws IOException {
            rewrite(file, "signal.jsonl", lines -> null);
            assertRefused();
        }

        @Test
        void noFlippedByteGoesUnnoticedWithAChangeOfTheData() throws IOException {
            byte[] whole = Files.readAllBytes(file);
            Backup.Manifest manifest = Backup.verify(file);
            Random random = new Random(7);
            for (int round = 0; round < 200; round++) {
                byte[] damaged = whole.clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, damaged);
                try {
                    // A flag or a date in the archive's own headers may differ; its contents may
                    // not.
                    assertThat(Backup.verify(file)).isEqualTo(manifest);
                } catch (DamagedBackupException expected) {
                    assertThat(expected).hasMessageContaining("not a whole backup");
                }
            }
        }
    }

    @Nested
    class OfAnotherVersion {
        @BeforeEach
        void fillIt() {
            fill(place);
            backup(place);
        }

        @Test
        void anOlderOneIsBroughtUpToDate() throws IOException {
            Everything before = Everything.in(place).withoutActivity();
            int firstSince = Backup.TABLES.indexOf("task");
            for (String table : Backup.TABLES.subList(firstSince, Backup.TABLES.size())) {
                rewrite(file, table + ".jsonl", lines -> null);
                rewrite(
                        file,
                        Backup.MANIFEST,
                        json ->
                                json.replaceAll(
                                        "(?s), \\{\\s*\"table\" : \"" + table + "\".*?\\}", ""));
            }
            rewrite(
                    file,
                    Backup.MANIFEST,
                    json -> json.replace("\"schema\" : " + Schema.NEWEST, "\"schema\" : 3"));
            restore(place);
            assertThat(Everything.in(place)).isEqualTo(before);
        }

        @Test
        void aNewerOneIsRefused() throws IOException {
            rewrite(
                    file,
                    Backup.MANIFEST,
                    json -> json.replace("\"schema\" : " + Schema.NEWEST, "\"schema\" : 9999"));
            assertThatThrownBy(() -> restore(place))
                    .isInstanceOf(NewerDatabaseException.class)
                    .hasMessageContaining("9999");
        }
    }

    @Test
    void everyTableIsEitherKeptOrLeftOutOnPurpose() {
        List<String> decided = new ArrayList<>(Backup.TABLES);
        decided.addAll(Backup.LEFT_OUT);
        decided.add("flyway_schema_history");
        try (Database database = place.open()) {
            assertThat(tables(database)).containsExactlyInAnyOrderElementsOf(decided);
        }
    }

    private static List<String> tables(Database database) {
        return database.read(handle ->
                handle.createQuery(
                                switch (database.dialect()) {
                                    case SQLITE ->
                                            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
                                    case POSTGRESQL ->
                                            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()";
                                })
                        .mapTo(String.class)
                        .list());
    }

    interface Edit {
        @org.jspecify.annotations.Nullable
        String of(String content);
    }

    /// Rewrites one entry of an archive, or drops it.
    static void rewrite(Path file, String name, Edit edit) throws IOException {
        Path changed = file.resolveSibling("changed");
        try (ZipFile zip = new ZipFile(file.toFile());
                OutputStream out = Files.newOutputStream(changed);
                ZipOutputStream copy = new ZipOutputStream(out)) {
            for (ZipEntry entry :
                    (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator) {
                String content = new String(zip.getInputStream(entry).readAllBytes(), UTF_8);
                if (entry.getName().equals(name)) content = edit.of(content);
                if (content == null) continue;
                if (entry.getName().equals(Backup.MANIFEST))
                    copy.setComment(Backup.seal(content.getBytes(UTF_8)));
                copy.putNextEntry(new ZipEntry(entry.getName()));
                copy.write(content.getBytes(UTF_8));
                copy.closeEntry();
            }
        }
        Files.move(changed, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
