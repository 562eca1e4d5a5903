package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.database.TestDatabase;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.feedback.SqlFeedbackLog;
import io.skuld.server.people.PersonId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A film known by its IMDb id and one known by its TMDB id, until Trakt's export names both: on every database.
abstract class MergingImportContract {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
    private static final ItemId IMDB = new ItemId("imdb", "tt0990001");
    private static final ItemId TMDB = new ItemId("tmdb", "11");
    private static final PersonId ANNA = new PersonId("anna");

    private static final String OF_IMDB =
            """
            Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors
            tt0990001,8,2023-01-15,Salt,Salt,https://www.imdb.com/title/tt0990001,Movie,7.4,118,1999,Drama,10,1999-05-01,Bo Li
            """;
    private static final String OF_TMDB =
            """
            TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated
            11,,movie,Das Salz,,,,7.1,6,2024-01-01T10:00:00Z
            """;
    private static final String OF_TRAKT =
            "[{\"rated_at\":\"2024-06-01T10:00:00.000Z\",\"rating\":9,\"type\":\"movie\",\"movie\":{\"title\":\"Salt\",\"year\":1999,\"ids\":{\"trakt\":1,\"slug\":\"salt-1999\",\"imdb\":\"tt0990001\",\"tmdb\":11}}}]";

    private final Exports exports = new Exports();
    private TestDatabase place;
    private Database database;
    private FeedbackLog log;
    private Catalog catalog;
    private Imports imports;

    abstract TestDatabase place();

    @BeforeEach
    void bringThemApart() {
        place = place();
        database = place.open();
        imports = TestImports.on(database, CLOCK);
        log = new SqlFeedbackLog(database, CLOCK);
        catalog = new SqlCatalog(database, CLOCK);
        bring(exports.file("imdb.csv", OF_IMDB));
        bring(exports.file("tmdb.csv", OF_TMDB));
        assertThat(catalog.size()).isEqualTo(2);
    }

    @AfterEach
    void close() {
        database.close();
        place.close();
        exports.close();
    }

    private ImportRun bring(Path file) {
        try (Bundle bundle = Bundle.open(file)) {
            return imports.run(bundle, ImportRequest.DEFAULTS.withPerson(ANNA), Unheard.INSTANCE);
        }
    }

    private List<Object> said() {
        return log.active(ANNA).stream()
                .map(entry -> (Object) (entry.item() + " " + entry.signal().number()))
                .toList();
    }

    @Test
    void itIsOneFilmWithWhatWasSaidAboutBoth() {
        bring(exports.file("trakt.json", OF_TRAKT));
        assertThat(catalog.size()).isEqualTo(1);
        assertThat(catalog.find(TMDB)).isEqualTo(catalog.find(IMDB));
        assertThat(said())
                .containsExactly("imdb:tt0990001 8.0", "imdb:tt0990001 6.0", "imdb:tt0990001 9.0");
    }

    @Test
    void undoingTheImportThatSaidSoTakesBackWhatItSaidAndTheFilmStaysOne() {
        ImportRun trakt = bring(exports.file("trakt.json", OF_TRAKT));
        assertThat(imports.undo(trakt.id())).isEqualTo(1);
        assertThat(catalog.size()).isEqualTo(1);
        assertThat(said()).containsExactly("imdb:tt0990001 8.0", "imdb:tt0990001 6.0");
    }

    @Test
    void undoingAnImportOfEitherTakesBackItsOwn() {
        bring(exports.file("trakt.json", OF_TRAKT));
        ImportRun tmdb =
                imports.history().all(10).stream()
                        .filter(run -> run.format().equals("tmdb"))
                        .findFirst()
                        .orElseThrow();
        imports.undo(tmdb.id());
        assertThat(said()).containsExactly("imdb:tt0990001 8.0", "imdb:tt0990001 9.0");
    }

    @Test
    void importingEverythingAgainChangesNothing() {
        bring(exports.file("trakt.json", OF_TRAKT));
        List<Feedback> before = log.active(ANNA);
        for (String name : List.of("imdb.csv", "tmdb.csv", "trakt.json")) bring(exports.path(name));
        assertThat(log.active(ANNA)).isEqualTo(before);
        assertThat(catalog.size()).isEqualTo(1);
    }

    @Test
    void aPreviewSaysSoAndMergesNothing() {
        try (Bundle bundle = Bundle.open(exports.file("trakt.json", OF_TRAKT))) {
            ImportReport report =
                    imports.preview(
                            bundle, ImportRequest.DEFAULTS.withPerson(ANNA), Unheard.INSTANCE);
            assertThat(report.items().known()).isEqualTo(1);
        }
        assertThat(catalog.size()).isEqualTo(2);
    }
}
