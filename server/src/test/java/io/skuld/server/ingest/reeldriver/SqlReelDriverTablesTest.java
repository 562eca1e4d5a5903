package io.skuld.server.ingest.reeldriver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.database.TestDatabase;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.Collected;
import io.skuld.server.ingest.Exports;
import io.skuld.server.ingest.ImportReport.Count;
import io.skuld.server.ingest.ImportRequest;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.TestImports;
import io.skuld.server.ingest.Unheard;
import io.skuld.server.ingest.UnknownFormatException;
import io.skuld.server.ingest.formats.Formats;
import io.skuld.server.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A real PostgreSQL with reel-driver's schema.
class SqlReelDriverTablesTest {
    private static final String TRAINING =
            """
            CREATE SCHEMA atp;
            CREATE TYPE atp.label_type AS ENUM ('would_watch', 'would_not_watch');
            CREATE TABLE atp.training (imdb_id VARCHAR(10) PRIMARY KEY, tmdb_id INTEGER, label atp.label_type NOT NULL, human_labeled BOOLEAN NOT NULL DEFAULT FALSE, anomalous BOOLEAN NOT NULL DEFAULT FALSE, reviewed BOOLEAN NOT NULL DEFAULT FALSE, media_type VARCHAR(16) NOT NULL, media_title VARCHAR(255), season INTEGER, episode INTEGER, release_year INTEGER, budget BIGINT, revenue BIGINT, runtime INTEGER, origin_country CHAR(2)[], production_companies VARCHAR(255)[], production_countries CHAR(2)[], production_status VARCHAR(25), original_language CHAR(2), spoken_languages CHAR(2)[], genre VARCHAR(20)[], original_media_title VARCHAR(255), tagline VARCHAR(255), overview TEXT, tmdb_rating DECIMAL(5,3), tmdb_votes INTEGER, rt_score INTEGER, metascore INTEGER, imdb_rating DECIMAL(4,1), imdb_votes INTEGER, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL);
            INSERT INTO atp.training VALUES
              ('tt0990001', 11, 'would_watch', TRUE, FALSE, TRUE, 'movie', 'Salt', NULL, NULL, 1955, 1500000, 0, 111, '{US,GB}', '{"Acme, Inc."}', '{US}', 'Released', 'en', '{en}', '{Drama,Science Fiction}', 'Sal', 'Short.', 'A long story.', 7.5, 93, -100, NULL, 76, 12, '2025-05-01 10:00+02', '2025-05-19 14:46:11.601+02'),
              ('tt0990002', 12, 'would_not_watch', FALSE, FALSE, FALSE, 'movie', 'Snow', NULL, NULL, 1956, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'fr', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, -100, NULL, '2025-05-01 10:00+02', '2025-05-20 14:46:11+02'),
              ('tt0990003', 13, 'would_watch', TRUE, TRUE, TRUE, 'movie', 'Rain', NULL, NULL, 1957, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'en', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2025-05-01 10:00+02', '2025-05-20 14:46:11+02'),
              ('tt0990004', 14, 'would_watch', TRUE, FALSE, TRUE, 'movie', NULL, NULL, NULL, 1957, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'en', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2025-05-01 10:00+02', '2025-05-20 14:46:11+02')\
            """;
    private static final String MEDIA =
            """
            CREATE TABLE atp.media (hash CHAR(40) PRIMARY KEY, media_type VARCHAR(16) NOT NULL, media_title VARCHAR(255), season INTEGER, episode INTEGER, release_year INTEGER, pipeline_status VARCHAR(24), error_status BOOLEAN, error_condition TEXT, rejection_status VARCHAR(16), rejection_reason TEXT, original_title TEXT, imdb_id VARCHAR(10), tmdb_id INTEGER, resolution VARCHAR(8), created_at TIMESTAMPTZ, updated_at TIMESTAMPTZ);
            INSERT INTO atp.media VALUES
              (repeat('a', 40), 'movie', 'Salt', NULL, NULL, 1955, 'complete', FALSE, NULL, 'rejected', 'resolution', 'Salt.1955', 'tt0990001', 11, '1080p', '2025-05-01 10:00Z', '2025-05-01 10:00Z'),
              (repeat('b', 40), 'movie', 'Dew', NULL, NULL, 1958, 'complete', FALSE, NULL, 'override', NULL, 'Dew.1958', 'tt0990005', 15, '1080p', '2025-05-01 10:00Z', '2025-05-02 10:00Z'),
              (repeat('c', 40), 'tv_show', 'Tides', 1, 2, 1959, 'rejected', FALSE, NULL, 'rejected', 'language', 'Tides', 'tt0990006', 16, '1080p', '2025-05-01 10:00Z', '2025-05-03 10:00Z'),
              (repeat('d', 40), 'movie', 'Fog', NULL, NULL, 1960, 'ingested', FALSE, NULL, 'unfiltered', NULL, 'Fog', 'tt0990007', 17, '1080p', '2025-05-01 10:00Z', '2025-05-03 10:00Z')\
            """;

    private final TestDatabase place = TestDatabase.postgresql();
    private final Exports exports = new Exports();

    @BeforeEach
    void fill() throws SQLException {
        execute(TRAINING);
    }

    @AfterEach
    void close() {
        place.close();
        exports.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String address() {
        DatabaseSettings settings = place.settings();
        return "%s%suser=%s&password=%s"
                .formatted(
                        settings.url(),
                        settings.url().contains("?") ? "&" : "?",
                        settings.user(),
                        settings.password());
    }

    private Collected read(String address) {
        Collected read = new Collected();
        try (Bundle bundle = Bundle.at(address)) {
            var match = Formats.all().match(bundle, null);
            read.format = match.importer().format();
            match.read(ReadOptions.DEFAULTS, read);
        }
        return read;
    }

    @Test
    void bringsEveryLabelWithItsTimeAndWhoGaveIt() throws SQLException {
        execute(MEDIA);
        Collected read = read(address());
        assertThat(read.format).isEqualTo("reel-driver-postgres");
        assertThat(read.lines())
                .containsExactly(
                        "imdb:tt0990001 labelled 1.0 2025-05-19T12:46:11.601Z",
                        "imdb:tt0990002 labelled 0.0 2025-05-20T12:46:11Z",
                        "imdb:tt0990003 labelled 1.0 2025-05-20T12:46:11Z",
                        "imdb:tt0990005 labelled 1.0 2025-05-02T10:00:00Z",
                        "imdb:tt0990006 labelled 0.0 2025-05-03T10:00:00Z");
        assertThat(read.said)
                .extracting(Said::provenance)
                .describedAs("by hand; by rule; by hand but anomalous; override; by rule")
                .containsExactly(
                        Provenance.IMPORT,
                        Provenance.RULE,
                        Provenance.RULE,
                        Provenance.IMPORT,
                        Provenance.RULE);
        assertThat(read.reasons())
                .containsExactly("atp.training:4 NO_TITLE", "atp.media:3 NO_LABEL");
    }

    @Test
    void keepsTheFactsOnTheirScalesAndNoSentinels() {
        Collected read = read(address());
        var film = read.item("imdb:tt0990001");
        assertThat(film.genres()).containsExactly("drama", "science fiction");
        assertThat(film.duration()).isEqualTo(Duration.ofMinutes(111));
        assertThat(film.description()).isEqualTo("A long story.");
        assertThat(film.extras())
                .containsEntry("imdb_rating", "7.6")
                .containsEntry("origin_country", "US|GB")
                .containsEntry("production_companies", "Acme, Inc.")
                .containsEntry("budget", "1500000")
                .doesNotContainKeys("rt_score", "revenue", "metascore");
        assertThat(read.item("imdb:tt0990002").extras()).doesNotContainKey("imdb_rating");
        assertThat(read.notes).hasSize(1);
    }

    /// Also once more after a film was labelled and another opinion was changed: only those come in.
    @Test
    void comesOverCompleteAndTwiceWithoutDoubling() throws SQLException {
        execute(MEDIA);
        try (Home home = Home.temporary();
                Database database = home.open()) {
            assertThat(brought(database)).isEqualTo(new Count(5, 0));
            assertThat(brought(database)).isEqualTo(new Count(0, 5));
            execute(
                    """
                    UPDATE atp.media SET rejection_status = 'accepted' WHERE media_title = 'Fog';
                    UPDATE atp.training SET label = 'would_watch', human_labeled = TRUE, updated_at = '2025-06-01 10:00Z' WHERE imdb_id = 'tt0990002'\
                    """);
            assertThat(brought(database)).isEqualTo(new Count(2, 4));
        }
    }

    private Count brought(Database database) {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
        try (Bundle bundle = Bundle.at(address())) {
            return TestImports.on(database, clock)
                    .run(bundle, ImportRequest.DEFAULTS, Unheard.INSTANCE)
                    .report()
                    .signals();
        }
    }

    /// Reading this table would write.
    @Test
    void couldChangeNothingThere() throws SQLException {
        execute(
                """
                ALTER TABLE atp.training RENAME TO films;
                CREATE TABLE atp.reader (who TEXT);
                CREATE FUNCTION atp.notice() RETURNS BOOLEAN LANGUAGE sql VOLATILE AS 'INSERT INTO atp.reader VALUES (current_user) RETURNING TRUE';
                CREATE VIEW atp.training AS SELECT * FROM atp.films WHERE atp.notice()\
                """);
        assertThatThrownBy(() -> read(address()))
                .isInstanceOf(ForeignDatabaseException.class)
                .hasMessageContaining("read-only transaction");
    }

    @Test
    void withoutItsTablesSaysWhereSuchTablesAre() throws SQLException {
        execute("ALTER SCHEMA atp RENAME TO films");
        assertThatThrownBy(() -> read(address()))
                .isInstanceOf(ForeignDatabaseException.class)
                .hasMessageContaining("neither a table 'training' nor 'media' in its schema")
                .hasMessageContaining("add ?currentSchema=films");
        assertThat(read(address() + "&currentSchema=films").said).hasSize(3);
    }

    @Test
    void outOfReachOrRefusedSaysSoWithoutThePassword() {
        assertThatThrownBy(() -> read("jdbc:postgresql://127.0.0.1:1/x?user=u&password=secret"))
                .isInstanceOf(ForeignDatabaseException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/x cannot be read")
                .hasMessageNotContaining("secret");
    }

    /// Whoever sends a file must not choose what the server connects to.
    @Test
    void isNeverNamedByAFile() {
        var file = exports.file("address.txt", address());
        assertThatThrownBy(() -> Collected.of(file, "reel-driver-postgres", ReadOptions.DEFAULTS))
                .isInstanceOf(UnknownFormatException.class);
    }
}
