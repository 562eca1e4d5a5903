package io.skuld.server.ingest.reeldriver;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.Item;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.ingest.Collected;
import io.skuld.server.ingest.Exports;
import io.skuld.server.ingest.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReelDriverTest {
    private static final String TRAINING =
            """
            SELECT * FROM (VALUES
              ('tt0990001', 11, 'would_watch', 'movie', 'Salt', 1955::SMALLINT, 1500000::BIGINT, 0::BIGINT, 111::BIGINT, ['US','GB'], ['Acme, Inc.'], 'en', ['Drama','Science Fiction'], 'Sal', 'Short.', 'A long story.', 7.5, 93::SMALLINT, 7.6, TIMESTAMPTZ '2025-05-19 14:46:11.601+00'),
              ('tt0990002', 12, 'would_not_watch', 'movie', 'Snow', 1956::SMALLINT, NULL, NULL, NULL, NULL, NULL, 'fr', NULL, 'Snow', NULL, NULL, NULL, NULL, 9.6, TIMESTAMPTZ '2025-05-20 14:46:11.601+00'),
              (NULL, NULL, 'would_watch', 'movie', 'Nowhere', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
              ('tt0990003', 12, 'anything', 'movie', 'Rain', 1957::SMALLINT, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
            ) t(imdb_id, tmdb_id, label, media_type, media_title, release_year, budget, revenue, runtime, origin_country, production_companies, original_language, genre, original_media_title, tagline, overview, tmdb_rating, rt_score, imdb_rating, updated_at)\
            """;

    private final Exports exports = new Exports();

    @AfterEach
    void close() {
        exports.close();
    }

    private Collected read(String query) {
        return Collected.of(SqlTables.parquet(exports.path("data.bin"), query));
    }

    @Test
    void readsTheLabels() {
        Collected read = read(TRAINING);
        assertThat(read.format).isEqualTo("reel-driver");
        assertThat(read.lines())
                .containsExactly(
                        "imdb:tt0990001 labelled 1.0 2025-05-19T14:46:11.601Z",
                        "imdb:tt0990002 labelled 0.0 2025-05-20T14:46:11.601Z");
        assertThat(read.said).extracting(Said::provenance).containsOnly(Provenance.IMPORT);
        assertThat(read.reasons()).containsExactly("data.bin:3 BAD_ID", "data.bin:4 NO_LABEL");
    }

    @Test
    void keepsTheFacts() {
        Collected read = read(TRAINING);
        Item film = read.item("imdb:tt0990001");
        assertThat(film.description()).isEqualTo("A long story.");
        assertThat(film.genres()).containsExactly("drama", "science fiction");
        assertThat(film.duration()).isEqualTo(Duration.ofMinutes(111));
        assertThat(film.language()).isEqualTo("en");
        assertThat(film.extras())
                .containsEntry("budget", "1500000")
                .doesNotContainKey("revenue")
                .containsEntry("origin_country", "US|GB")
                .containsEntry("production_companies", "Acme, Inc.")
                .containsEntry("imdb_rating", "7.6");
        assertThat(read.aliases("imdb:tt0990001"))
                .containsExactly("title:film/sal/1955", "title:film/salt/1955", "tmdb:11");
        assertThat(read.aliases("imdb:tt0990003"))
                .describedAs("the second film that claims a TMDB id does not get it")
                .containsExactly("title:film/rain/1957");
    }

    @Test
    void dividesRatingsThatAreTenTimesTooLarge() {
        Collected read =
                read(
                        "SELECT * FROM (VALUES ('tt0990001','would_watch','A',76.0),('tt0990002','would_watch','B',9.0)) t(imdb_id,label,media_title,imdb_rating)");
        assertThat(read.item("imdb:tt0990001").extras()).containsEntry("imdb_rating", "7.6");
        assertThat(read.item("imdb:tt0990002").extras()).containsEntry("imdb_rating", "0.9");
        assertThat(read.notes).hasSize(1);
    }

    @Test
    void marksLabelsThatARuleGave() {
        Collected read =
                read(
                        "SELECT * FROM (VALUES ('tt0990001',1,'A',true),('tt0990002',0,'B',false)) t(imdb_id,label,media_title,human_labeled)");
        assertThat(read.said)
                .extracting(Said::provenance)
                .containsExactly(Provenance.IMPORT, Provenance.RULE);
    }

    @Test
    void takesWhatThePipelineDidForARuleAndAnOverrideForAPersonsWord() {
        Collected read =
                read(
                        "SELECT * FROM (VALUES ('tt0990001','A','rejected'),('tt0990002','B','override'),('tt0990003','C','accepted'),('tt0990004','D','unfiltered')) t(imdb_id,media_title,rejection_status)");
        assertThat(read.lines())
                .containsExactly(
                        "imdb:tt0990001 labelled 0.0",
                        "imdb:tt0990002 labelled 1.0",
                        "imdb:tt0990003 labelled 1.0");
        assertThat(read.said)
                .extracting(Said::provenance)
                .containsExactly(Provenance.RULE, Provenance.IMPORT, Provenance.RULE);
        assertThat(read.items).hasSize(4);
    }

    @Test
    void tellsWhenTheFileIsDamagedInside() throws IOException {
        Path file =
                SqlTables.parquet(
                        exports.path("data.parquet"),
                        "SELECT 'tt' || (1000000 + range) AS imdb_id, 'would_watch' AS label, md5(range::VARCHAR) AS media_title FROM range(5000)");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 2_000, bytes.length / 2, (byte) 0x5A);
        Files.write(file, bytes);
        Collected read = Collected.of(file);
        assertThat(read.skipped).isNotEmpty();
    }
}
