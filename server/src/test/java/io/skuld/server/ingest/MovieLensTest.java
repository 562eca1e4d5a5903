package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MovieLensTest {
    private static final String MOVIES =
            """
            movieId,title,genres
            1,Northern Lights (1995),Adventure|Children|Sci-Fi
            2,"Long Way Home, The (Lange Weg nach Hause, Der) (1971)",Drama
            3,Paper Boats,(no genres listed)
            """;
    private static final String LINKS =
            """
            movieId,imdbId,tmdbId
            1,0114709,862
            2,0066999,862
            3,,
            """;
    private static final String TAGS =
            """
            userId,movieId,tag,timestamp
            2,1,Polar,1445714994
            3,1,polar,1445714996
            3,1,snow,1445714996
            """;
    private static final String RATINGS =
            """
            userId,movieId,rating,timestamp
            1,1,4.0,964982703
            1,2,0.5,964981247
            610,3,5.0,1493848402
            """;

    private final Exports exports = new Exports();

    @AfterEach
    void close() {
        exports.close();
    }

    private Path folder(String ratings) {
        return exports.folder(
                "ml",
                "movies.csv",
                MOVIES,
                "links.csv",
                LINKS,
                "tags.csv",
                TAGS,
                "ratings.csv",
                ratings,
                "README.txt",
                "Summary\n=======\n");
    }

    @Nested
    class AFolder {
        @Test
        void isRecognisedWhateverItsFilesAreCalled() {
            Path folder = exports.folder("x", "a.txt", RATINGS, "b.dat", MOVIES);
            assertThat(Collected.of(folder).format).isEqualTo("movielens");
        }

        @Test
        void givesEveryRatingDoubledToItsOwnPerson() {
            assertThat(Collected.of(folder(RATINGS)).lines())
                    .containsExactly(
                            "1 imdb:tt0114709 rated 8.0 2000-07-30T18:45:03Z",
                            "1 imdb:tt0066999 rated 1.0 2000-07-30T18:20:47Z",
                            "610 movielens:3 rated 10.0 2017-05-03T21:53:22Z");
        }

        @Test
        void takesTitlesApart() {
            Collected read = Collected.of(folder(RATINGS));
            assertThat(read.item("imdb:tt0066999").title()).isEqualTo("The Long Way Home");
            assertThat(read.item("imdb:tt0066999").year()).isEqualTo(1971);
            assertThat(read.item("movielens:3").title()).isEqualTo("Paper Boats");
            assertThat(read.item("movielens:3").year()).isNull();
        }

        @Test
        void givesGenresInOneSpellingAndTagsByHowOftenTheyWereGiven() {
            Collected read = Collected.of(folder(RATINGS));
            assertThat(read.item("imdb:tt0114709").genres())
                    .containsExactly("adventure", "family", "science fiction");
            assertThat(read.item("imdb:tt0114709").tags()).containsExactly("polar", "snow");
            assertThat(read.item("movielens:3").genres()).isEmpty();
        }

        @Test
        void namesAFilmByAllItsNames() {
            Collected read = Collected.of(folder(RATINGS));
            assertThat(read.aliases("imdb:tt0114709"))
                    .containsExactly("movielens:1", "title:film/northern lights/1995", "tmdb:862");
            assertThat(read.aliases("imdb:tt0066999"))
                    .describedAs("the second film that claims a TMDB id does not get it")
                    .containsExactly(
                            "movielens:2",
                            "title:film/der lange weg nach hause/1971",
                            "title:film/the long way home/1971");
        }

        @Test
        void leavesOutBadLinesWithTheirReason() {
            Collected read =
                    Collected.of(
                            folder(
                                    """
                                    userId,movieId,rating,timestamp
                                    1,1,4.0,964982703
                                    1,1,six,964982703
                                    1,1,5.5,964982703
                                    1,99,4.0,964982703
                                    1,2,4.0,yesterday
                                    1,2
                                    2,2,3.0,964982704
                                    """));
            assertThat(read.reasons())
                    .containsExactly(
                            "ratings.csv:3 NOT_A_NUMBER",
                            "ratings.csv:4 OFF_SCALE",
                            "ratings.csv:5 UNKNOWN_ITEM",
                            "ratings.csv:6 BAD_TIME",
                            "ratings.csv:7 TOO_FEW_COLUMNS");
            assertThat(read.said).hasSize(2);
        }
    }

    @Nested
    class TheOlderDatFiles {
        @Test
        void areReadTheSame() {
            Path folder = exports.path("old");
            exports.file(
                    "old/movies.dat",
                    "1::Café Noir (1995)::Drama\n2::Star: A Life (1990)::Comedy|War\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            exports.file("old/ratings.dat", "1::1::5::978300760\n6040::2::3::978302109\n");
            exports.file("old/users.dat", "1::F::1::10::48067\n");
            Collected read = Collected.of(folder);
            assertThat(read.item("movielens:1").title()).isEqualTo("Café Noir");
            assertThat(read.lines())
                    .containsExactly(
                            "1 movielens:1 rated 10.0 2000-12-31T22:12:40Z",
                            "6040 movielens:2 rated 6.0 2000-12-31T22:35:09Z");
            assertThat(read.skipped).isEmpty();
        }
    }

    @Nested
    class RatingsAlone {
        @Test
        void nameTheFilmsByTheirNumbers() {
            Collected read = Collected.of(exports.file("r.csv", RATINGS));
            assertThat(read.item("movielens:2").title()).isEqualTo("MovieLens film 2");
            assertThat(read.said).hasSize(3);
        }
    }
}
