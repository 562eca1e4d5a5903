package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LetterboxdTest {
    private static final String RATINGS =
            """
            Date,Name,Year,Letterboxd URI,Rating
            2024-03-02,Paper Boats,2019,https://boxd.it/aaa1,4.5
            2024-03-05,"Salt, and Snow",2001,https://boxd.it/aaa2,0.5
            """;
    private static final String DIARY =
            """
            Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date
            2024-03-02,Paper Boats,2019,https://boxd.it/ddd1,4.5,,,2024-03-01
            2024-06-09,Paper Boats,2019,https://boxd.it/ddd2,5,Yes,"cinema, with anna",2024-06-08
            2024-03-07,The Quiet Mile,1988,https://boxd.it/ddd3,,,,2024-03-06
            """;
    private static final String WATCHED =
            """
            Date,Name,Year,Letterboxd URI
            2024-03-02,Paper Boats,2019,https://boxd.it/aaa1
            2024-03-05,"Salt, and Snow",2001,https://boxd.it/aaa2
            2024-03-07,The Quiet Mile,1988,https://boxd.it/aaa3
            2024-03-08,Ödland,1997,https://boxd.it/aaa4
            """;
    private static final String WATCHLIST =
            """
            Date,Name,Year,Letterboxd URI
            2024-04-01,Not Yet Shot,,https://boxd.it/aaa5
            2024-04-02,Paper Boats,2019,https://boxd.it/aaa1
            """;
    private static final String LIKES =
            """
            Date,Name,Year,Letterboxd URI
            2024-09-01,Paper Boats,2019,https://boxd.it/aaa1
            """;

    private final Exports exports = new Exports();

    @AfterEach
    void close() {
        exports.close();
    }

    private Collected zip() {
        return Collected.of(
                exports.zip(
                        "letterboxd-someone-2024-10-01.zip",
                        "profile.csv",
                        "Date Joined,Username\n2020-01-01,someone\n",
                        "ratings.csv",
                        RATINGS,
                        "diary.csv",
                        DIARY,
                        "watched.csv",
                        WATCHED,
                        "watchlist.csv",
                        WATCHLIST,
                        "likes/films.csv",
                        LIKES,
                        "deleted/diary.csv",
                        DIARY.replace("Paper Boats", "Deleted Film"),
                        "reviews.csv",
                        "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n2024-03-02,Paper Boats,2019,https://boxd.it/d,4.5,,\"Two\n\nparagraphs\",,\n"));
    }

    @Test
    void saysEachThingOnce() {
        Collected read = zip();
        assertThat(read.format).isEqualTo("letterboxd");
        assertThat(read.lines())
                .containsExactly(
                        "title:film/paper boats/2019 rated 9.0 2024-03-01T12:00:00Z",
                        "title:film/paper boats/2019 rated 10.0 2024-06-08T12:00:00Z",
                        "title:film/the quiet mile/1988 played 1.0 2024-03-06T12:00:00Z",
                        "title:film/salt and snow/2001 rated 1.0 2024-03-05T12:00:00Z",
                        "title:film/paper boats/2019 liked 2024-06-08T11:59:59Z",
                        "title:film/odland/1997 played 1.0 2024-03-08T12:00:00Z",
                        "letterboxd:aaa5 labelled 1.0 2024-04-01T12:00:00Z");
    }

    @Test
    void tellsWhatItLeftOutBecauseItIsSaidElsewhere() {
        assertThat(zip().reasons())
                .containsExactly(
                        "ratings.csv:2 SAID_ELSEWHERE",
                        "watched.csv:2 SAID_ELSEWHERE",
                        "watched.csv:3 SAID_ELSEWHERE",
                        "watched.csv:4 SAID_ELSEWHERE",
                        "watchlist.csv:3 SAID_ELSEWHERE");
    }

    @Test
    void ignoresWhatTheMemberDeleted() {
        assertThat(zip().items.keySet()).noneMatch(id -> id.key().contains("deleted"));
    }

    @Test
    void keepsWhatTheDiaryTellsOfTheEvening() {
        assertThat(zip().said.get(1).context())
                .containsOnly(
                        org.assertj.core.api.Assertions.entry("rewatch", "yes"),
                        org.assertj.core.api.Assertions.entry("tags", "cinema, with anna"));
    }

    @Test
    void readsOneFileAlone() {
        assertThat(Collected.of(exports.file("my films.csv", RATINGS)).lines()).hasSize(2);
        assertThat(Collected.of(exports.file("watchlist-someone.csv", WATCHLIST)).lines())
                .allMatch(line -> line.contains("labelled 1.0"));
    }

    @Test
    void leavesOutBadLinesWithTheirReason() {
        Collected read =
                Collected.of(
                        exports.file(
                                "ratings.csv",
                                """
                                Date,Name,Year,Letterboxd URI,Rating
                                2024-03-02,,2019,https://boxd.it/a,4.5
                                2024-13-02,A,2019,https://boxd.it/a,4.5
                                2024-03-02,B,2019,https://boxd.it/a,9
                                2024-03-02,C,2019,https://boxd.it/a,
                                2024-03-02,D,,,4
                                2024-03-02,E,2019,https://boxd.it/a,4
                                """));
        assertThat(read.reasons())
                .containsExactly(
                        "ratings.csv:2 NO_TITLE",
                        "ratings.csv:3 BAD_TIME",
                        "ratings.csv:4 OFF_SCALE",
                        "ratings.csv:5 NO_RATING",
                        "ratings.csv:6 BAD_ID");
        assertThat(read.said).hasSize(1);
    }
}
