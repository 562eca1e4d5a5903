package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemKind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImdbTest {
    private static final String RATINGS =
            """
            Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors
            tt0990001,8,2023-01-15,"Der Tag, an dem es schneite",The Day It Snowed,https://www.imdb.com/title/tt0990001/,Spielfilm,7.4,118,1999,"Drama, Sci-Fi",123456,1999-05-01,"Ána Pérez, Bo Li"
            tt10990002,1,2023-02-20,Wölfe,Wölfe,https://www.imdb.com/title/tt10990002/,Fernsehserie,6.1,45,2015,Crime,999,2015-02-01,
            """;

    private final Exports exports = new Exports();

    @AfterEach
    void close() {
        exports.close();
    }

    @Test
    void readsRatingsInAnyLanguageOfTheTitleType() {
        Collected read = Collected.of(exports.file("x.csv", RATINGS));
        assertThat(read.format).isEqualTo("imdb");
        assertThat(read.lines())
                .containsExactly(
                        "imdb:tt0990001 rated 8.0 2023-01-15T12:00:00Z",
                        "imdb:tt10990002 rated 1.0 2023-02-20T12:00:00Z");
    }

    @Test
    void keepsTheFacts() {
        Collected read = Collected.of(exports.file("x.csv", RATINGS));
        Item film = read.item("imdb:tt0990001");
        assertThat(film.kind()).isEqualTo(ItemKind.FILM);
        assertThat(film.creator()).isEqualTo("Ána Pérez, Bo Li");
        assertThat(film.duration()).isEqualTo(Duration.ofMinutes(118));
        assertThat(film.genres()).containsExactly("drama", "science fiction");
        assertThat(film.extras()).containsEntry("imdb_rating", "7.4");
        assertThat(read.aliases("imdb:tt0990001"))
                .containsExactly(
                        "title:film/der tag an dem es schneite/1999",
                        "title:film/the day it snowed/1999");
        assertThat(read.item("imdb:tt10990002").kind()).isEqualTo(ItemKind.SERIES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
    void readsEveryEncoding(String encoding) {
        byte[] mark =
                encoding.startsWith("UTF")
                        ? "\uFEFF".getBytes(Charset.forName(encoding))
                        : new byte[0];
        byte[] text = RATINGS.getBytes(Charset.forName(encoding));
        byte[] file = java.util.Arrays.copyOf(mark, mark.length + text.length);
        System.arraycopy(text, 0, file, mark.length, text.length);
        Collected read = Collected.of(exports.file("x.csv", file));
        assertThat(read.item("imdb:tt10990002").title()).isEqualTo("Wölfe");
        assertThat(read.item("imdb:tt0990001").creator()).isEqualTo("Ána Pérez, Bo Li");
    }

    @Test
    void readsUtf16WithoutAMark() {
        Collected read =
                Collected.of(exports.file("x.csv", RATINGS.getBytes(StandardCharsets.UTF_16LE)));
        assertThat(read.said).hasSize(2);
    }

    @Test
    void readsTheWatchlistAsWhatOneWouldWatch() {
        Collected read =
                Collected.of(
                        exports.file(
                                "w.csv",
                                """
                                Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated
                                1,tt0990003,2024-01-05,2024-01-05,,Later,Later,https://x,Movie,7,90,2020,Drama,1,2020-01-01,A,,
                                2,tt0990004,2024-01-06,2024-01-06,,Seen,Seen,https://x,Movie,7,90,2020,Drama,1,2020-01-01,A,6,2024-02-01
                                """));
        assertThat(read.lines())
                .containsExactly(
                        "imdb:tt0990003 labelled 1.0 2024-01-05T12:00:00Z",
                        "imdb:tt0990004 rated 6.0 2024-02-01T12:00:00Z");
    }

    @Test
    void goesOnAfterAQuoteThatIsNeverClosed() {
        Collected read =
                Collected.of(
                        exports.file(
                                "x.csv",
                                """
                                Const,Your Rating,Date Rated,Title
                                tt0990001,8,2023-01-15,"A broken
                                tt0990002,7,2023-01-15,Fine
                                tt0990003,11,2023-01-15,Too good
                                nothing,7,2023-01-15,No id
                                """));
        assertThat(read.reasons())
                .containsExactly("x.csv:2 UNCLOSED_QUOTE", "x.csv:4 OFF_SCALE", "x.csv:5 BAD_ID");
        assertThat(read.lines()).containsExactly("imdb:tt0990002 rated 7.0 2023-01-15T12:00:00Z");
    }
}
