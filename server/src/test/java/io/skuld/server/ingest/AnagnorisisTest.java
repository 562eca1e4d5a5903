package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.activity.SqlActivityLog;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Signal;
import io.skuld.server.feedback.SqlFeedbackLog;
import io.skuld.server.ingest.ImportReport.Count;
import io.skuld.server.ingest.formats.Formats;
import io.skuld.server.ingest.sources.SourcesSettings;
import io.skuld.server.ingest.sources.SqlSources;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AnagnorisisTest {
    private static final String MD5 = "9e107d9d372bb6826bd81d3542a419d6";
    private static final String XXH3 = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private static final ReadOptions BERLIN = new ReadOptions(null, ZoneId.of("Europe/Berlin"));

    /// The tables as Alembic left them in 0.4.6, with what a user of many versions has in them.
    private static final String[] PROJECT = {
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)",
        "INSERT INTO alembic_version VALUES ('5f3d0c1a2b4e')",
        "CREATE TABLE files_library (id INTEGER PRIMARY KEY, hash VARCHAR, hash_algorithm VARCHAR, file_path VARCHAR, user_rating FLOAT, user_rating_date DATETIME, model_rating FLOAT, model_hash VARCHAR)",
        "CREATE INDEX ix_files_library_file_path ON files_library (file_path)",
        playable("music_library"),
        playable("videos_library"),
        unplayable("images_library"),
        unplayable("text_library"),
        // The same song before 0.4.3, by its relative path, and since, by its whole one.
        "INSERT INTO music_library VALUES (1,'"
                + MD5
                + "','md5:v2','Pines/Tide.mp3',8.0,'2025-01-02 20:15:00.250000',7.1,'m',3,1,'2025-02-03 07:00:00.000000')",
        "INSERT INTO files_library VALUES (1,'"
                + XXH3
                + "','xxh3s:s5m1048576:v1.2','osfs:///mnt/media/music/Pines/Tide.mp3',8.0,'2025-01-02 20:15:00.250000',NULL,NULL)",
        // Played and never rated; started only; neither.
        "INSERT INTO music_library VALUES (2,'aa107d9d372bb6826bd81d3542a419d6','md5:v2','Pines/Ebb.flac',NULL,NULL,5.5,'m',2,0,NULL), (3,'bb107d9d372bb6826bd81d3542a419d6','md5:v2','Pines/Neap.ogg',NULL,NULL,NULL,NULL,0,0,'2025-02-03 08:00:00.000000'), (4,'cc107d9d372bb6826bd81d3542a419d6','md5:v2','Pines/Slack.ogg',NULL,NULL,4.2,'m',0,0,NULL)",
        "INSERT INTO videos_library VALUES (1,'dd1e2d3c4b5a69788796a5b4c3d2e1f0','xxh3s:s5m1:v1','webdav://nas:6001/Harbour.MKV',0,'2025-03-01 12:00:00.000000',NULL,NULL,0,0,NULL)",
        "INSERT INTO images_library VALUES (1,'ee107d9d372bb6826bd81d3542a419d6','md5:v2','a/Fern [2].png',9.5,NULL,NULL,NULL), (2,'ff107d9d372bb6826bd81d3542a419d6','md5:v2','a/Moss.png',11,NULL,NULL,NULL)",
        "INSERT INTO text_library VALUES (1,'',NULL,'notes/Lichen.md',3.25,'2025-03-02 12:00:00.000000',NULL,NULL), (2,NULL,NULL,NULL,4,NULL,NULL,NULL)"
    };

    private static String playable(String table) {
        return "CREATE TABLE "
                + table
                + " (id INTEGER PRIMARY KEY, hash VARCHAR UNIQUE, hash_algorithm VARCHAR, file_path VARCHAR, user_rating FLOAT, user_rating_date DATETIME, model_rating FLOAT, model_hash VARCHAR, full_play_count INTEGER DEFAULT 0, skip_count INTEGER DEFAULT 0, last_played DATETIME)";
    }

    private static String unplayable(String table) {
        return "CREATE TABLE "
                + table
                + " (id INTEGER PRIMARY KEY, hash VARCHAR UNIQUE, hash_algorithm VARCHAR, file_path VARCHAR, user_rating FLOAT, user_rating_date DATETIME, model_rating FLOAT, model_hash VARCHAR)";
    }

    /// What Python's csv module writes of two of the tables.
    private static final String EXPORT =
            """
            music_library.id,music_library.hash,music_library.hash_algorithm,music_library.file_path,music_library.user_rating,music_library.user_rating_date,music_library.model_rating,music_library.model_hash,music_library.full_play_count,music_library.skip_count,music_library.last_played
            1,9e107d9d372bb6826bd81d3542a419d6,md5:v2,Pines/Tide.mp3,8.0,2025-01-02 20:15:00.250000,7.1,m,3,1,2025-02-03 07:00:00.000000
            2,aa107d9d372bb6826bd81d3542a419d6,md5:v2,"Pines/Ebb, \\\\ ""again"".flac",,,5.5,m,2,0,
            text_library.id,text_library.hash,text_library.hash_algorithm,text_library.file_path,text_library.user_rating,text_library.user_rating_date,text_library.model_rating,text_library.model_hash
            1,,,notes/Lichen.md,3.25,2025-03-02 12:00:00.000000,,
            """;

    private static final String MEMORY =
            """
            Rating: %s
            Soft Hash: %s
            Hash Algorithm: xxh3s:s5m1048576:v1.2
            File Path: osfs:///mnt/media/music/Pines/Tide.mp3
            File Name: Tide.mp3
            Captured At: %s

            # Embedding proxy (CLAP):
            Tags: sea, guitar abcdefghijklmnop

            # Automatic description:
            Waves under a guitar.

            # Internal metadata:
            title: Tide
            artist: The Pines
            album: Shore
            genre: Folk, Ambient
            date: 1999-05-01
            duration: 201.4

            # External metadata from 'Tide.mp3.meta' file:
            Recorded: at night
            """;

    private final Exports exports = new Exports();

    @AfterEach
    void close() {
        exports.close();
    }

    private Path project() {
        return SqliteExports.database(exports.path("project.db"), PROJECT);
    }

    private static Collected read(Path path) {
        return Collected.of(path, null, BERLIN);
    }

    @Nested
    class ItsDatabase {
        @Test
        void bringsEveryRatingPlayAndSkip() {
            Collected read = read(project());
            assertThat(read.format).isEqualTo("anagnorisis");
            assertThat(read.lines())
                    .containsExactly(
                            "file:md5:" + MD5 + " rated 8.0 2025-01-02T19:15:00.250Z",
                            "file:md5:" + MD5 + " played 1.0 2025-02-03T06:00:00Z",
                            "file:md5:" + MD5 + " played 1.0 2025-02-03T06:00:00Z",
                            "file:md5:" + MD5 + " played 1.0 2025-02-03T06:00:00Z",
                            "file:md5:" + MD5 + " skipped 2025-02-03T06:00:00Z",
                            "file:md5:aa107d9d372bb6826bd81d3542a419d6 played 1.0",
                            "file:md5:aa107d9d372bb6826bd81d3542a419d6 played 1.0",
                            "file:md5:bb107d9d372bb6826bd81d3542a419d6 played 2025-02-03T07:00:00Z",
                            "file:xxh3s:dd1e2d3c4b5a69788796a5b4c3d2e1f0 rated 0.0 2025-03-01T11:00:00Z",
                            "file:md5:ee107d9d372bb6826bd81d3542a419d6 rated 9.5",
                            "file:path:text/notes/Lichen.md rated 3.3 2025-03-02T11:00:00Z");
        }

        @Test
        void saysWhyTheRestIsLeftOut() {
            assertThat(read(project()).reasons())
                    .containsExactly(
                            "project.db/music_library:4 NO_RATING",
                            "project.db/images_library:2 OFF_SCALE",
                            "project.db/text_library:2 BAD_ID",
                            "project.db/files_library:1 SAID_ELSEWHERE");
        }

        @Test
        void namesFilesByContentAndByPlace() {
            Collected read = read(project());
            assertThat(read.aliases("file:md5:" + MD5))
                    .containsExactly("file:path:music/Pines/Tide.mp3");
            assertThat(read.aliases("file:xxh3s:" + XXH3))
                    .describedAs("a relative path and the whole one are the same place")
                    .containsExactly("file:path:music/Pines/Tide.mp3");
            assertThat(read.aliases("file:xxh3s:dd1e2d3c4b5a69788796a5b4c3d2e1f0"))
                    .containsExactly("file:path:webdav://nas:6001/Harbour.MKV");
            assertThat(read.items.values())
                    .extracting(item -> item.item().title() + " " + item.item().kind().label())
                    .containsExactly(
                            "Tide track",
                            "Ebb track",
                            "Neap track",
                            "Harbour video",
                            "Fern [2] image",
                            "Moss image",
                            "Lichen text",
                            "Tide track");
        }

        @Test
        void ofTheFirstVersionsIsReadToo() {
            Collected read =
                    read(
                            SqliteExports.database(
                                    exports.path("old.db"),
                                    "CREATE TABLE music_library (hash VARCHAR PRIMARY KEY, url_path VARCHAR, title VARCHAR, artist VARCHAR, album VARCHAR, track_num VARCHAR, genre VARCHAR, date VARCHAR, duration INTEGER, bitrate INTEGER, lyrics TEXT, skip_score INTEGER DEFAULT 20, user_rating INTEGER, embedding BLOB)",
                                    "INSERT INTO music_library VALUES ('ab107d9d372bb6826bd81d3542a419d6','Pines/01.mp3','Tide','The Pines','Shore','1','Folk','1999',201,320,NULL,20,7,x'00ff')"));
            assertThat(read.lines())
                    .containsExactly("file:old:ab107d9d372bb6826bd81d3542a419d6 rated 7.0");
            var song = read.item("file:old:ab107d9d372bb6826bd81d3542a419d6");
            assertThat(song.title() + " by " + song.creator()).isEqualTo("Tide by The Pines");
            assertThat(song.duration()).isEqualTo(Duration.ofSeconds(201));
            assertThat(song.year()).isEqualTo(1999);
        }

        /// Its newest rows are still in the write-ahead log beside the file.
        @Test
        void ofAProgramThatIsRunningIsReadToTheNewestRow() throws SQLException {
            Path file = exports.path("project.db");
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA wal_autocheckpoint = 0");
                for (String sql : PROJECT) statement.execute(sql);
                assertThat(read(file).said).hasSize(11);
            }
        }
    }

    @Nested
    class Export {
        @Test
        void holdsAllTablesOneAfterTheOther() {
            Collected read = read(exports.file("database_export.csv", EXPORT));
            assertThat(read.format).isEqualTo("anagnorisis");
            assertThat(read.said).hasSize(8);
            assertThat(read.lines())
                    .startsWith("file:md5:" + MD5 + " rated 8.0 2025-01-02T19:15:00.250Z")
                    .endsWith("file:path:text/notes/Lichen.md rated 3.3 2025-03-02T11:00:00Z");
            assertThat(read.item("file:md5:aa107d9d372bb6826bd81d3542a419d6").title())
                    .isEqualTo("Ebb, \\ \"again\"");
            assertThat(read.skipped).isEmpty();
        }
    }

    @Nested
    class MemoryFiles {
        @Test
        void tellEachRatingWithItsTimeAndWhatTheFileIs() {
            Collected read =
                    read(
                            exports.folder(
                                    "memory",
                                    "2025-01-02/a.md",
                                    MEMORY.formatted("8.0", XXH3, "2025-01-02T20:15:00.250000"),
                                    "2025-06-02/a.md",
                                    MEMORY.formatted("6.5", XXH3, "2025-06-02T20:15:00+00:00")));
            assertThat(read.format).isEqualTo("anagnorisis");
            assertThat(read.lines())
                    .containsExactly(
                            "file:xxh3s:" + XXH3 + " rated 8.0 2025-01-02T19:15:00.250Z",
                            "file:xxh3s:" + XXH3 + " rated 6.5 2025-06-02T20:15:00Z");
            var song = read.item("file:xxh3s:" + XXH3);
            assertThat(song.title()).isEqualTo("Tide");
            assertThat(song.creator()).isEqualTo("The Pines");
            assertThat(song.kind()).isEqualTo(ItemKind.TRACK);
            assertThat(song.genres()).containsExactly("folk", "ambient");
            assertThat(song.year()).isEqualTo(1999);
            assertThat(song.duration()).isEqualTo(Duration.ofSeconds(201));
            assertThat(song.description()).isEqualTo("Waves under a guitar.\n\nRecorded: at night");
            assertThat(song.extras()).containsEntry("album", "Shore");
        }

        @Test
        void withoutARatingOrAFileAreLeftOutWithTheReason() {
            Collected read =
                    read(
                            exports.folder(
                                    "memory",
                                    "a.md",
                                    MEMORY.formatted("None", XXH3, "2025-01-02T20:15:00"),
                                    "b.md",
                                    "Rating: 5\nSoft Hash: x\n",
                                    "c.md",
                                    MEMORY.formatted("5", XXH3, "yesterday")));
            assertThat(read.reasons())
                    .containsExactly("a.md:1 NO_RATING", "b.md:1 BAD_ID", "c.md:1 BAD_TIME");
        }
    }

    @Nested
    class Everything {
        private static final InstantSource CLOCK =
                InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
        private final Home home = Home.temporary();
        private final Database database = home.open();
        private final SqlCatalog catalog = new SqlCatalog(database, CLOCK);
        private final SqlFeedbackLog log = new SqlFeedbackLog(database, CLOCK);
        private final Imports imports =
                new Imports(
                        Formats.all(),
                        catalog,
                        new SqlPeople(database, CLOCK),
                        log,
                        new SqlActivityLog(database),
                        new SqlSources(database, CLOCK, SourcesSettings.DEFAULTS),
                        new SqlImportHistory(database),
                        CLOCK);

        @AfterEach
        void close() {
            database.close();
            home.close();
        }

        private ImportReport bring(Path path) {
            var request = new ImportRequest(null, PersonId.ME, null, null, BERLIN);
            try (Bundle bundle = Bundle.open(path)) {
                return imports.run(bundle, request, Unheard.INSTANCE).report();
            }
        }

        private Path folder() {
            exports.folder(
                    "project_config",
                    "memory/2025-01-02/a.md",
                    MEMORY.formatted("8.0", XXH3, "2025-01-02T20:15:00.300000"),
                    "config.yaml",
                    "main: {}");
            exports.file("project_config/database/x", "");
            SqliteExports.database(exports.path("project_config/database/project.db"), PROJECT);
            return exports.path("project_config");
        }

        @Test
        void comesOverCompleteAndTwiceWithoutDoubling() {
            Path folder = folder();
            ImportReport first = bring(folder);
            assertThat(first.signals()).isEqualTo(new Count(11, 0));
            assertThat(first.reasons())
                    .isEqualTo(
                            java.util.Map.of(
                                    SkipReason.NO_RATING.text(), 1L,
                                    SkipReason.OFF_SCALE.text(), 1L,
                                    SkipReason.BAD_ID.text(), 1L,
                                    SkipReason.SAID_ELSEWHERE.text(), 2L));
            assertThat(bring(folder).signals()).isEqualTo(new Count(0, 11));
            assertThat(catalog.size()).isEqualTo(7);
        }

        @Test
        void isOneFileUnderAllItsNames() {
            bring(folder());
            var ids =
                    List.of(
                                    "file:md5:" + MD5,
                                    "file:xxh3s:" + XXH3,
                                    "file:path:music/Pines/Tide.mp3")
                            .stream()
                            .map(ItemId::parse)
                            .toList();
            assertThat(catalog.findAll(ids).values())
                    .hasSize(3)
                    .extracting(numbered -> numbered.item().creator())
                    .containsOnly("The Pines");
            assertThat(
                            log.active(PersonId.ME).stream()
                                    .filter(said -> said.item().equals(ids.get(1)))
                                    .map(Feedback::signal)
                                    .collect(
                                            Collectors.groupingBy(
                                                    Signal::type, Collectors.counting())))
                    .isEqualTo(java.util.Map.of("rated", 1L, "played", 3L, "skipped", 1L));
        }

        @Test
        void whatWasPlayedSinceIsAllThatALaterImportAdds() throws SQLException {
            Path file = project();
            bring(file);
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = connection.createStatement()) {
                statement.execute(
                        "UPDATE music_library SET full_play_count = 5, last_played = '2025-09-01 10:00:00.000000' WHERE id = 1");
            }
            assertThat(bring(file).signals()).isEqualTo(new Count(2, 11));
        }
    }
}
