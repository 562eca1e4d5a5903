package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.ItemKind;
import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.ingest.ImportReport.Count;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Histories of films, series, books and videos.
class ScreenHistoriesTest {
    private final Exports exports = new Exports();

    @AfterEach
    void close() {
        exports.close();
    }

    private Collected read(String text) {
        return Collected.of(exports.file("export", text));
    }

    @Nested
    class Trakt {
        private static final String MOVIE =
                "\"movie\":{\"title\":\"Salt\",\"year\":1999,\"ids\":{\"trakt\":1,\"slug\":\"salt\",\"imdb\":\"tt0990001\",\"tmdb\":11}}";
        private static final String SHOW =
                "\"show\":{\"title\":\"Tides\",\"year\":2010,\"ids\":{\"trakt\":2,\"imdb\":\"tt0990002\",\"tmdb\":11}}";

        @Test
        void ratingsAreOfFilmsSeriesSeasonsAndEpisodes() {
            Collected read =
                    read(
                            "[{\"rated_at\":\"2024-01-01T10:00:00.000Z\",\"rating\":9,\"type\":\"movie\","
                                    + MOVIE
                                    + "},"
                                    + "{\"rated_at\":\"2024-01-02T10:00:00.000Z\",\"rating\":3,\"type\":\"show\","
                                    + SHOW
                                    + "},"
                                    + "{\"rated_at\":\"2024-01-03T10:00:00.000Z\",\"rating\":7,\"type\":\"season\",\"season\":{\"number\":2,\"ids\":{\"trakt\":7}},"
                                    + SHOW
                                    + "},"
                                    + "{\"rated_at\":\"2024-01-04T10:00:00.000Z\",\"rating\":8,\"type\":\"episode\",\"episode\":{\"season\":1,\"number\":2,\"title\":\"Ebb\",\"ids\":{\"trakt\":5}},"
                                    + SHOW
                                    + "},"
                                    + "{\"rated_at\":\"2024-01-05T10:00:00.000Z\",\"rating\":12,\"type\":\"movie\","
                                    + MOVIE
                                    + "}]");
            assertThat(read.format).isEqualTo("trakt");
            assertThat(read.lines())
                    .containsExactly(
                            "imdb:tt0990001 rated 9.0 2024-01-01T10:00:00Z",
                            "imdb:tt0990002 rated 3.0 2024-01-02T10:00:00Z",
                            "trakt:season-7 rated 7.0 2024-01-03T10:00:00Z",
                            "trakt:episode-5 rated 8.0 2024-01-04T10:00:00Z");
            assertThat(read.item("trakt:episode-5").title()).isEqualTo("Tides: Ebb");
            assertThat(read.aliases("imdb:tt0990001"))
                    .containsExactly("title:film/salt/1999", "tmdb:11", "trakt:film-1");
            assertThat(read.aliases("imdb:tt0990002"))
                    .describedAs("TMDB numbers series apart from films")
                    .contains("tmdb:tv-11");
            assertThat(read.skipped)
                    .extracting(Skipped::reason)
                    .containsExactly(SkipReason.OFF_SCALE);
        }

        @Test
        void watchedEpisodesArePlaysOfTheSeries() {
            Collected read =
                    read(
                            "[{\"plays\":3,\"last_watched_at\":\"2024-01-03T10:00:00.000Z\","
                                    + SHOW
                                    + ",\"seasons\":[{\"number\":1,\"episodes\":[{\"number\":1,\"plays\":2,\"last_watched_at\":\"2024-01-01T10:00:00.000Z\"},{\"number\":2,\"plays\":1,\"last_watched_at\":\"2024-01-03T10:00:00.000Z\"}]}]},"
                                    + "{\"plays\":1,\"last_watched_at\":\"2024-02-01T10:00:00.000Z\","
                                    + MOVIE
                                    + "}]");
            assertThat(read.lines())
                    .containsExactly(
                            "imdb:tt0990002 played 2024-01-01T10:00:00Z",
                            "imdb:tt0990002 played 2024-01-03T10:00:00Z",
                            "imdb:tt0990001 played 1.0 2024-02-01T10:00:00Z");
        }

        @Test
        void theWatchlistIsWhatOneWouldWatch() {
            assertThat(
                            read("[{\"listed_at\":\"2024-01-01T10:00:00.000Z\",\"type\":\"movie\","
                                            + MOVIE
                                            + "}]")
                                    .lines())
                    .containsExactly("imdb:tt0990001 labelled 1.0 2024-01-01T10:00:00Z");
        }
    }

    @Nested
    class Tmdb {
        @Test
        void ratingsAreOfFilmsSeriesAndEpisodes() {
            Collected read =
                    read(
                            """
                            TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated
                            11,tt0990001,movie,Salt,1999-05-01,,,7.1,8.5,2024-01-01T10:00:00Z
                            11,tt0990002,tv,Tides,2010-01-01,,,7.1,3,2024-01-02T10:00:00Z
                            11,,tv,Tides,2010-01-01,1,2,7.1,9,2024-01-02T11:00:00Z
                            12,,movie,Rain,,,,7.1,,2024-01-02T11:00:00Z
                            """);
            assertThat(read.format).isEqualTo("tmdb");
            assertThat(read.lines())
                    .containsExactly(
                            "imdb:tt0990001 rated 8.5 2024-01-01T10:00:00Z",
                            "imdb:tt0990002 rated 3.0 2024-01-02T10:00:00Z",
                            "tmdb:tv-11-S1-E2 rated 9.0 2024-01-02T11:00:00Z");
            assertThat(read.item("tmdb:tv-11-S1-E2").title()).isEqualTo("Tides S1 E2");
            assertThat(read.reasons()).containsExactly("export:5 NO_RATING");
        }

        @Test
        void aWatchlistWithTheColumnsOfTheRatingsIsToldByItsName() {
            Collected read =
                    Collected.of(
                            exports.zip(
                                    "tmdb.zip",
                                    "Watchlist.csv",
                                    """
                                    TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated
                                    11,tt0990001,movie,Salt,1999-05-01,,,7.1,8.5,2024-01-01T10:00:00Z
                                    12,tt0990003,movie,Rain,2001-05-01,,,7.1,,
                                    """));
            assertThat(read.lines())
                    .containsExactly(
                            "imdb:tt0990001 rated 8.5 2024-01-01T10:00:00Z",
                            "imdb:tt0990003 labelled 1.0");
        }
    }

    @Nested
    class Goodreads {
        @Test
        void aLibraryIsRatingsReadingsAndWishes() {
            Collected read =
                    read(
                            """
                            Book Id,Title,Author,Author l-f,ISBN,ISBN13,My Rating,Average Rating,Year Published,Original Publication Year,Date Read,Date Added,Bookshelves,Exclusive Shelf,My Review,Read Count
                            1,Tidewater,Ann Moor,~Moor, Ann~,~=~~0140449132~~~,~=~~9780140449136~~~,4,3.9,2003,1951,2024/01/15,2023/12/01,~sea, favourites~,read,~Fine.

                            Really.~,1
                            2,Granite,Bo Li,~Li, Bo~,~=~~~~~,~=~~~~~,0,3.9,2003,2001,,2023/12/02,,read,,1
                            3,Lichen,Bo Li,~Li, Bo~,~=~~~~~,~=~~~~~,0,3.9,2003,2002,,2023/12/03,to-read,to-read,,0
                            4,Moss,Bo Li,~Li, Bo~,~=~~~~~,~=~~~~~,0,3.9,2003,2002,,2023/12/03,,did-not-finish,,0
                            """
                                    .replace('~', '"'));
            assertThat(read.format).isEqualTo("goodreads");
            assertThat(read.lines())
                    .containsExactly(
                            "isbn:9780140449136 rated 8.0 2024-01-15T12:00:00Z",
                            "goodreads:2 played 1.0 2023-12-02T12:00:00Z",
                            "goodreads:3 labelled 1.0 2023-12-03T12:00:00Z");
            assertThat(read.item("isbn:9780140449136").tags()).containsExactly("sea", "favourites");
            assertThat(read.item("isbn:9780140449136").kind()).isEqualTo(ItemKind.BOOK);
            assertThat(read.aliases("isbn:9780140449136"))
                    .containsExactly("goodreads:1", "isbn:0140449132", "title:book/tidewater/1951");
            assertThat(read.reasons()).containsExactly("export:7 NO_RATING");
        }
    }

    @Nested
    class Netflix {
        @Test
        void eachProfileIsAPersonAndAnEpisodeCountsForItsSeries() {
            Collected read =
                    Collected.of(
                            exports.zip(
                                    "netflix-report.zip",
                                    "CONTENT_INTERACTION/ViewingActivity.csv",
                                    """
                                    Profile Name,Start Time,Duration,Attributes,Title,Supplemental Video Type,Device Type,Bookmark,Latest Bookmark,Country
                                    Änna & Ben,2024-01-01 20:00:00,01:40:11,,Salt,,TV,01:40:11,01:40:11,DE
                                    Kids,2024-01-02 20:00:00,00:24:00,,"Tides: Season 2: Ebb, again",,TV,00:24:00,00:24:00,DE
                                    Kids,2024-01-02 21:00:00,00:00:45,,Rain,,TV,00:00:45,00:00:45,DE
                                    Kids,2024-01-02 21:10:00,00:01:30,,Snow_hook,TRAILER,TV,00:01:30,00:01:30,DE
                                    """,
                                    "CONTENT_INTERACTION/Ratings.csv",
                                    """
                                    Profile Name,Title Name,Rating Type,Star Value,Thumbs Value,Device Model,Event Utc Ts,Region View Date
                                    Kids,Salt,thumb,,1,TV,2024-01-05 10:00:00,
                                    Kids,Tides,thumb,,2,TV,2024-01-05 10:01:00,
                                    Kids,Fog,star,4,0,TV,2015-01-05 10:01:00,
                                    Kids,Dew,thumb,,0,TV,2024-01-05 10:01:00,
                                    """));
            assertThat(read.format).isEqualTo("netflix");
            assertThat(read.lines())
                    .containsExactlyInAnyOrder(
                            "Anna-Ben netflix:salt played 2024-01-01T20:00:00Z",
                            "Kids netflix:tides played 2024-01-02T20:00:00Z",
                            "Kids netflix:salt disliked 2024-01-05T10:00:00Z",
                            "Kids netflix:tides liked 2024-01-05T10:01:00Z",
                            "Kids netflix:fog rated 8.0 2015-01-05T10:01:00Z");
            assertThat(read.skipped)
                    .extracting(Skipped::reason)
                    .containsExactlyInAnyOrder(
                            SkipReason.TOO_SHORT, SkipReason.ADVERTISEMENT, SkipReason.NO_RATING);
        }
    }

    @Nested
    class NetflixProfiles {
        private List<String> people(String... profiles) {
            StringBuilder rows = new StringBuilder("Profile Name,Start Time,Duration,Title\n");
            for (String profile : profiles)
                rows.append(profile).append(",2024-01-01 20:00:00,01:40:11,Salt\n");
            return read(rows.toString()).lines().stream()
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .distinct()
                    .toList();
        }

        @Test
        void whoseNamesAreWrittenInOtherLettersStayThePeopleTheyAre() {
            List<String> people = people("Анна", "Мария", "Мария К", "Søren", "👶");
            assertThat(people)
                    .hasSize(5)
                    .allMatch(id -> id.matches("[A-Za-z][A-Za-z-]*-[0-9a-f]{8}"));
            assertThat(people("Мария")).containsExactly(people.get(1));
        }

        @Test
        void whoseNamesHaveAPlaceInAnIdAreCalledByThem() {
            assertThat(people("Änna & Ben", "Kids 👶", "a.b"))
                    .containsExactly("Anna-Ben", "Kids", "a.b");
        }

        @Test
        void withLongNamesThatBeginAlikeStayTwo() {
            assertThat(people("a".repeat(80) + "b", "a".repeat(80) + "c"))
                    .hasSize(2)
                    .allMatch(id -> id.length() <= 64);
        }
    }

    @Nested
    class FreeTube {
        @Test
        void doesNotKnowHowMuchWasWatchedOfWhatWasMarkedAsWatched() {
            Collected read =
                    read(
                            """
                            {"videoId":"aaaaaaaaaaa","title":"Moss","lengthSeconds":200,"watchProgress":0,"timeWatched":1700000000000}
                            """);
            assertThat(read.lines())
                    .containsExactly("youtube:aaaaaaaaaaa played 2023-11-14T22:13:20Z");
        }

        @Test
        void knowsHowMuchWasWatched() {
            Collected read =
                    read(
                            """
                            {"videoId":"aaaaaaaaaaa","title":"Moss","author":"Field Notes","authorId":"UCx","published":1600000000000,"lengthSeconds":200,"watchProgress":150.5,"timeWatched":1700000000000,"isLive":false,"type":"video","_id":"x"}
                            {"videoId":"bbbbbbbbbbb","title":"Fern","author":"Field Notes","authorId":"UCx","published":1600000000000,"lengthSeconds":0,"watchProgress":3,"timeWatched":1700000001000,"_id":"y"}
                            {"videoId":"bad","title":"Fern","lengthSeconds":1,"timeWatched":1700000001000}
                            """);
            assertThat(read.format).isEqualTo("freetube");
            assertThat(read.lines())
                    .containsExactly(
                            "youtube:aaaaaaaaaaa played 0.7525 2023-11-14T22:13:20Z",
                            "youtube:bbbbbbbbbbb played 2023-11-14T22:13:21Z");
            assertThat(read.item("youtube:aaaaaaaaaaa").duration())
                    .isEqualTo(Duration.ofSeconds(200));
            assertThat(read.skipped).extracting(Skipped::reason).containsExactly(SkipReason.BAD_ID);
        }
    }

    @Nested
    class NewPipe {
        @Test
        void knowsHowMuchWasWatched() {
            var file =
                    SqliteExports.database(
                            exports.path("newpipe.db"),
                            "CREATE TABLE streams (uid INTEGER PRIMARY KEY, service_id INTEGER, url TEXT, title TEXT, stream_type TEXT, duration INTEGER, uploader TEXT)",
                            "CREATE TABLE stream_history (stream_id INTEGER, access_date INTEGER, repeat_count INTEGER)",
                            "CREATE TABLE stream_state (stream_id INTEGER PRIMARY KEY, progress_time INTEGER)",
                            "INSERT INTO streams VALUES (1,0,'https://www.youtube.com/watch?v=aaaaaaaaaaa','Moss','VIDEO_STREAM',100,'Field Notes'), (2,1,'https://soundcloud.com/x','Other','AUDIO_STREAM',10,'X')",
                            "INSERT INTO stream_history VALUES (1,1700000000000,2), (2,1700000000001,1)",
                            "INSERT INTO stream_state VALUES (1, 50000)");
            Collected read = Collected.of(file);
            assertThat(read.format).isEqualTo("newpipe");
            assertThat(read.lines())
                    .containsExactly("youtube:aaaaaaaaaaa played 0.5 2023-11-14T22:13:20Z");
            assertThat(read.reasons()).containsExactly("newpipe.db/stream_history:2 NOT_A_VIDEO");
        }
    }

    @Nested
    class Vrdndi {
        @Test
        void bringsLikesLabelsAndTimingWithTheRightTimes() {
            String video =
                    "(\"index\" INTEGER, youtuber TEXT, description TEXT, title TEXT, videoId TEXT, data_state TEXT, duration TEXT, upload_time TEXT%s)";
            var file =
                    SqliteExports.database(
                            exports.path("vrdndi_db.sqlite"),
                            "CREATE TABLE registry (name TEXT PRIMARY KEY, value INTEGER)",
                            "CREATE TABLE videos (videoId TEXT PRIMARY KEY, title TEXT NOT NULL, youtuber TEXT NOT NULL, description TEXT, upload_time TEXT, duration TEXT, data_state TEXT)",
                            "INSERT INTO videos VALUES ('aaaaaaaaaaa','see moss grow','field notes','green','2023-01-01T00:00:00Z','PT6M39S','upload')",
                            "CREATE TABLE like_data " + video.formatted(""),
                            "INSERT INTO like_data VALUES (0,'field notes','d','see moss grow','aaaaaaaaaaa','youtube#video','PT6M39S','2023-01-01T00:00:00Z')",
                            "CREATE TABLE streamlit_data " + video.formatted(", interest INTEGER"),
                            "INSERT INTO streamlit_data VALUES (0,'c','d','noise','bbbbbbbbbbb','youtube#video','PT1M','2023-01-01T00:00:00Z',0)",
                            "CREATE TABLE interest_data "
                                    + video.formatted(
                                            ", interest INTEGER, productive_rate INTEGER, timestamp TEXT"),
                            "INSERT INTO interest_data VALUES (0,'field notes','d','see moss grow','aaaaaaaaaaa','v','PT6M39S','x',1,-100,'-100')",
                            "CREATE TABLE feedback (videoId TEXT, interesting REAL, productive_rate REAL, timestamp TEXT, is_trained INTEGER)",
                            "INSERT INTO feedback VALUES ('aaaaaaaaaaa',NULL,0,'2025-12-12T22:00:00.500',0), ('ccccccccccc',1,NULL,'-100',0), ('aaaaaaaaaaa',NULL,1,'2025-12-13T22:00:00',0)");
            Collected read = Collected.of(file);
            assertThat(read.format).isEqualTo("vrdndi");
            assertThat(read.lines())
                    .containsExactly(
                            "youtube:aaaaaaaaaaa liked",
                            "youtube:bbbbbbbbbbb disliked",
                            "youtube:aaaaaaaaaaa liked",
                            "youtube:aaaaaaaaaaa not-now 2025-12-12T14:00:00.500Z",
                            "youtube:ccccccccccc liked 2025-12-12T14:00:00.501Z",
                            "youtube:aaaaaaaaaaa good-timing 2025-12-13T14:00:00Z");
            assertThat(read.item("youtube:aaaaaaaaaaa").duration())
                    .isEqualTo(Duration.ofSeconds(399));
            assertThat(read.item("youtube:ccccccccccc").title())
                    .isEqualTo("YouTube video ccccccccccc");
        }

        @Test
        void keepsTheOrderOfClicksWithoutATime() {
            Collected read =
                    Collected.of(
                            SqliteExports.database(
                                    exports.path("vrdndi_db.sqlite"),
                                    "CREATE TABLE registry (name TEXT PRIMARY KEY, value INTEGER)",
                                    "CREATE TABLE videos (videoId TEXT PRIMARY KEY, title TEXT NOT NULL, youtuber TEXT NOT NULL, description TEXT, upload_time TEXT, duration TEXT, data_state TEXT)",
                                    "CREATE TABLE feedback (videoId TEXT, interesting REAL, productive_rate REAL, timestamp TEXT, is_trained INTEGER)",
                                    "INSERT INTO feedback VALUES ('aaaaaaaaaaa',0,NULL,'-100',0), ('aaaaaaaaaaa',NULL,1,'2025-12-12T22:00:00',0), ('aaaaaaaaaaa',1,NULL,-100,0), ('aaaaaaaaaaa',0,NULL,NULL,0), ('aaaaaaaaaaa',1,NULL,NULL,0)"));
            assertThat(read.lines())
                    .containsExactly(
                            "youtube:aaaaaaaaaaa disliked 2025-12-12T13:59:59.999Z",
                            "youtube:aaaaaaaaaaa good-timing 2025-12-12T14:00:00Z",
                            "youtube:aaaaaaaaaaa liked 2025-12-12T14:00:00.001Z",
                            "youtube:aaaaaaaaaaa disliked 2025-12-12T14:00:00.002Z",
                            "youtube:aaaaaaaaaaa liked 2025-12-12T14:00:00.003Z");
            assertThat(read.said).extracting(Said::key).containsExactly("1", null, "3", "4", "5");
        }

        /// Also once more after a restart and some new rows: only those come in.
        @Test
        void comesOverCompleteAndTwiceWithoutDoubling() {
            var file =
                    SqliteExports.database(
                            exports.path("vrdndi_db.sqlite"),
                            "CREATE TABLE registry (name TEXT PRIMARY KEY, value INTEGER)",
                            "CREATE TABLE videos (videoId TEXT PRIMARY KEY, title TEXT NOT NULL, youtuber TEXT NOT NULL, description TEXT, upload_time TEXT, duration TEXT, data_state TEXT)",
                            "CREATE TABLE feedback (videoId TEXT, interesting REAL, productive_rate REAL, timestamp TEXT, is_trained INTEGER)",
                            "INSERT INTO feedback VALUES ('aaaaaaaaaaa',1,NULL,'2025-12-12T22:00:00',0), ('bbbbbbbbbbb',0,NULL,'-100',0), ('aaaaaaaaaaa',NULL,0,'2025-12-13T22:00:00',1)");
            InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
            try (Home home = Home.temporary();
                    Database database = home.open()) {
                assertThat(brought(file, database, clock)).isEqualTo(new Count(3, 0));
                assertThat(brought(file, database, clock)).isEqualTo(new Count(0, 3));
                SqliteExports.database(
                        file,
                        "INSERT INTO feedback VALUES ('bbbbbbbbbbb',1,NULL,'2025-12-14T22:00:00',0)");
                assertThat(brought(file, database, clock)).isEqualTo(new Count(1, 3));
            }
        }

        private static Count brought(Path file, Database database, InstantSource clock) {
            try (Bundle bundle = Bundle.open(file)) {
                return TestImports.on(database, clock)
                        .run(bundle, ImportRequest.DEFAULTS, Unheard.INSTANCE)
                        .report()
                        .signals();
            }
        }

        @Test
        void readsTheTrainingTableWhereTheTwoItWasMadeOfAreGone() {
            String columns =
                    "(youtuber TEXT, description TEXT, title TEXT, videoId TEXT, data_state TEXT, duration TEXT, upload_time TEXT, interest REAL, productive_rate REAL, timestamp TEXT)";
            Collected read =
                    Collected.of(
                            SqliteExports.database(
                                    exports.path("old.sqlite"),
                                    "CREATE TABLE streamlit_data " + columns,
                                    "CREATE TABLE train_data " + columns,
                                    "INSERT INTO train_data VALUES ('c','d','moss','aaaaaaaaaaa','v','PT1M','x',1,-100,'-100'), ('c','d','fern','bbbbbbbbbbb','v','PT1M','x','-100',0,'2025-12-12 22:00:00')"));
            assertThat(read.lines())
                    .containsExactly(
                            "youtube:aaaaaaaaaaa liked",
                            "youtube:bbbbbbbbbbb not-now 2025-12-12T14:00:00Z");
        }
    }
}
