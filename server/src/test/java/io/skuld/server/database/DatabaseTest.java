package io.skuld.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.server.settings.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private TestDatabase place;
    private Path file;

    @BeforeEach
    void create() {
        place = TestDatabase.sqlite();
        file = place.home().resolve(Database.FILE);
    }

    @AfterEach
    void close() {
        place.close();
    }

    @Test
    void theNewestSchemaIsTheNewestMigration() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration/common"))) {
            int newest =
                    files.map(path -> path.getFileName().toString())
                            .mapToInt(
                                    name -> Integer.parseInt(name.replaceAll("V(\\d+)__.*", "$1")))
                            .max()
                            .orElseThrow();
            assertThat(Schema.NEWEST).isEqualTo(newest);
        }
    }

    @Test
    void writesAreOnTheDiskWhenTheyReturn() {
        try (Database database = place.open()) {
            String journal = database.read(handle -> pragma(handle, "journal_mode"));
            String synchronous =
                    database.write(handle -> pragma(handle, "synchronous")); // 2 is FULL
            assertThat(List.of(journal, synchronous)).containsExactly("wal", "2");
        }
    }

    @Test
    void namesOfItemsSurviveTheStepThatKeepsAnItemsOwnIdOnce() {
        Path earlier = place.home().resolve("earlier.db");
        try (var source = Database.sqliteWriter(earlier)) {
            Schema.migrate(source, Dialect.SQLITE, 14);
            var jdbi = org.jdbi.v3.core.Jdbi.create(source);
            jdbi.useHandle(handle ->
                    handle.execute(
                            "INSERT INTO item (number, id, kind, title, title_plain, creator, description, genres, tags, language, location, thumbnail, extras, added_at) VALUES (1, 'imdb:tt1', 'film', '', '', '', '', '[]', '[]', '', '', '', '{}', 0)"));
            jdbi.useHandle(handle ->
                    handle.execute(
                            "INSERT INTO alias (alias, item) VALUES ('imdb:tt1', 1), ('tmdb:2', 1)"));
        }
        try (Database database = Database.openSqlite(earlier)) {
            List<String> names =
                    database.read(handle ->
                            handle.createQuery(
                                            "SELECT name || ' ' || item FROM item_name ORDER BY name")
                                    .mapTo(String.class)
                                    .list());
            assertThat(names).containsExactly("imdb:tt1 1", "tmdb:2 1");
        }
    }

    private static String pragma(org.jdbi.v3.core.Handle handle, String name) {
        return handle.createQuery("PRAGMA " + name).mapTo(String.class).one();
    }

    @Test
    void aFailedTransactionChangesNothing() {
        try (Database database = place.open()) {
            assertThatThrownBy(() ->
                            database.change(handle -> {
                                handle.execute("INSERT INTO person VALUES ('a', 'A', 0)");
                                throw new IllegalStateException("no");
                            }))
                    .hasMessage("no");
            int people =
                    database.read(handle ->
                            handle.createQuery("SELECT count(*) FROM person")
                                    .mapTo(Integer.class)
                                    .one());
            assertThat(people).isZero();
        }
    }

    @Test
    void readersCannotWrite() {
        try (Database database = place.open()) {
            assertThatThrownBy(() -> database.read(handle -> handle.execute("DELETE FROM person")))
                    .hasMessageContaining("readonly");
        }
    }

    @Nested
    class WhenItCannotBeUsed {
        @Test
        void aDamagedFileIsRefusedAndLeftAsItIs() throws IOException {
            Files.writeString(file, "this was a database once");
            assertThatThrownBy(place::open)
                    .isInstanceOf(DamagedDatabaseException.class)
                    .hasMessageContaining("skuld restore");
            assertThat(file).hasContent("this was a database once");
        }

        @Test
        void aRestoreReplacesADamagedFileAndKeepsIt() throws IOException {
            Path backup = place.home().resolve("backup");
            try (Database database = place.open()) {
                database.change(
                        handle -> handle.execute("INSERT INTO person VALUES ('a', 'A', 0)"));
                Backup.write(database, InstantSource.system(), backup);
            }
            Files.writeString(file, "this was a database once");
            String kept =
                    Restore.run(
                                    backup,
                                    place.home(),
                                    DatabaseSettings.DEFAULTS,
                                    InstantSource.system())
                            .kept();
            assertThat(Path.of(kept)).hasContent("this was a database once");
            place.open().close();
        }

        @Test
        void damageInsideIsToldAsDamage() throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            for (int at = 4096; at < bytes.length; at++) bytes[at] = (byte) (at * 31);
            Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
            assertThatThrownBy(() -> place.open().close())
                    .isInstanceOf(DamagedDatabaseException.class);
        }

        @Test
        void aDatabaseOfANewerProgramIsRefused() {
            try (Database database = place.open()) {
                database.change(handle ->
                        handle.execute(
                                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by, execution_time, success) VALUES (9999, '9999', 'later', 'SQL', 'V9999__later.sql', '', 0, 1)"));
            }
            assertThatThrownBy(place::open)
                    .isInstanceOf(NewerDatabaseException.class)
                    .hasMessageContaining("9999")
                    .hasMessageContaining("Install the newer version");
        }

        @Test
        void anUnreachableServerIsTold() {
            DatabaseSettings nowhere =
                    new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/skuld", "a", "b");
            assertThatThrownBy(() -> Database.open(place.home(), nowhere))
                    .isInstanceOf(DatabaseUnreachableException.class)
                    .hasMessageContaining("database.url");
        }

        @Test
        void aFullDiskStoresNothingAndSaysSo() {
            try (Database database = place.open()) {
                database.change(handle -> handle.execute("PRAGMA max_page_count = 1"));
                assertThatThrownBy(() ->
                                database.change(handle ->
                                        handle.execute(
                                                "INSERT INTO person VALUES ('a', ?, 0)",
                                                "x".repeat(100_000))))
                        .isInstanceOf(DiskFullException.class)
                        .hasMessageContaining("Free some space");
                assertThat(database.facts()).containsEntry("kind", "sqlite");
            }
        }
    }
}
