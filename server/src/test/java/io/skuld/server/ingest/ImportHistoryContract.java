package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.database.Database;
import io.skuld.server.database.TestDatabase;
import io.skuld.server.ingest.ImportReport.Count;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the history of imports promises, on every database.
abstract class ImportHistoryContract {
    static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
    static final PersonId ANNA = new PersonId("anna");

    TestDatabase place;
    Database database;
    SqlImportHistory history;

    abstract TestDatabase place();

    @BeforeEach
    void open() {
        place = place();
        database = place.open();
        new SqlPeople(database, InstantSource.system()).ensure(List.of(ANNA));
        history = new SqlImportHistory(database);
    }

    @AfterEach
    void close() {
        database.close();
        place.close();
    }

    static ImportRun run(String id, @Nullable PersonId person, Instant started) {
        ImportReport report =
                new ImportReport(
                        "imdb",
                        new Count(3, 4),
                        new Count(5, 6),
                        new Count(7, 8),
                        new Count(9, 10),
                        1,
                        2,
                        Map.of("no title", 2L),
                        List.of("a \"note\""),
                        List.of("a sample"));
        return new ImportRun(
                id,
                person,
                "imdb",
                "ratings.csv",
                ImportRun.Status.RUNNING,
                report,
                "",
                started,
                null,
                null);
    }

    @Test
    void aLineWithACharacterThatDatabasesRefuseIsKept() {
        history.save(run("a", ANNA, START));
        history.addSkipped("a", List.of(new Skipped("a\0.csv", 7, SkipReason.NO_TITLE, "tt1\0,x")));
        List<Skipped> kept = new ArrayList<>();
        history.eachSkipped("a", kept::add);
        assertThat(kept).extracting(Skipped::detail).containsExactly("tt1 ,x");
    }

    @Test
    void keepsARunAsItIs() {
        history.save(run("a", ANNA, START));
        history.save(run("b", null, START));
        assertThat(history.find("a")).contains(run("a", ANNA, START));
        assertThat(history.find("b")).contains(run("b", null, START));
        assertThat(history.find("c")).isEmpty();
    }

    @Test
    void followsARunToItsEnd() {
        ImportRun run = run("a", ANNA, START);
        history.save(run);
        ImportRun ended =
                run.ended(
                        ImportRun.Status.FAILED,
                        run.report(),
                        "the disk is full",
                        START.plusSeconds(9));
        history.save(ended);
        assertThat(history.find("a")).contains(ended);
    }

    @Test
    void whatIsAPersonsIsFoundHoweverMuchOthersImported() {
        history.save(run("own", ANNA, START));
        for (int n = 0; n < 5; n++) history.save(run("other" + n, null, START.plusSeconds(n)));
        assertThat(history.of(ANNA, 3)).extracting(ImportRun::id).containsExactly("own");
    }

    @Test
    void isNewestFirst() {
        history.save(run("old", ANNA, START));
        history.save(run("new", ANNA, START.plusSeconds(1)));
        assertThat(history.all(10)).extracting(ImportRun::id).containsExactly("new", "old");
        assertThat(history.all(1)).hasSize(1);
    }

    @Test
    void tellsWhatWasLeftOutInTheOrderOfTheFile() {
        history.save(run("a", ANNA, START));
        Skipped second = new Skipped("ratings.csv", 12, SkipReason.NO_TITLE, "tt1,,");
        Skipped first = new Skipped("ratings.csv", 3, SkipReason.BAD_ID, "'; DROP TABLE item");
        history.addSkipped("a", List.of(second, first));
        List<Skipped> told = new ArrayList<>();
        history.eachSkipped("a", told::add);
        assertThat(told).containsExactly(first, second);
    }
}
