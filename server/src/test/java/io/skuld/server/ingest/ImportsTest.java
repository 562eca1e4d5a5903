package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.server.activity.SqlActivityLog;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
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
import io.skuld.server.tasks.Tasks.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ImportsTest {
    private static final String LOG =
            """
            anna f1 4 2024-01-31T20:15:00Z
            anna f2 1 2024-02-01T20:15:00Z
            ben f1 5 2024-02-02T20:15:00Z
            ben f1 nothing 2024-02-02T20:15:00Z
            """;
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
    private static final Progress QUIET = Unheard.INSTANCE;

    private final Home home = Home.temporary();
    private final Exports exports = new Exports();
    private final Database database = home.open();
    private final Catalog catalog = new SqlCatalog(database, CLOCK);
    private final SqlPeople people = new SqlPeople(database, CLOCK);
    private final SqlFeedbackLog log = new SqlFeedbackLog(database, CLOCK);
    private final SqlImportHistory history = new SqlImportHistory(database);
    private final Imports imports =
            new Imports(
                    Formats.all(),
                    catalog,
                    people,
                    log,
                    new SqlActivityLog(database),
                    new SqlSources(database, CLOCK, SourcesSettings.DEFAULTS),
                    history,
                    CLOCK);

    @AfterEach
    void close() {
        database.close();
        home.close();
        exports.close();
    }

    private ImportRun bring(Path path, ImportRequest request) {
        try (Bundle bundle = Bundle.open(path)) {
            return imports.run(bundle, request, QUIET);
        }
    }

    private ImportRun bring(Path path) {
        return bring(path, ImportRequest.DEFAULTS);
    }

    private ImportReport preview(Path path) {
        try (Bundle bundle = Bundle.open(path)) {
            return imports.preview(bundle, ImportRequest.DEFAULTS, QUIET);
        }
    }

    private List<Signal> of(String person) {
        return log.active(new PersonId(person)).stream().map(Feedback::signal).toList();
    }

    @Nested
    class OneImport {
        @Test
        void bringsItemsPeopleAndSignalsAndCountsThem() {
            ImportReport report = bring(exports.file("log.txt", LOG)).report();
            assertThat(report.summary())
                    .isEqualTo(
                            new ImportReport.Summary(
                                    "log",
                                    new Count(2, 0),
                                    new Count(3, 0),
                                    null,
                                    null,
                                    1,
                                    Map.of("not a number where one was expected", 1L)));
            assertThat(report.people()).isEqualTo(2);
            assertThat(of("anna")).containsExactly(new Signal.Rated(8), new Signal.Rated(2));
            assertThat(of("ben")).containsExactly(new Signal.Rated(10));
        }

        @Test
        void isRememberedWithTheLinesLeftOut() {
            ImportRun run = bring(exports.file("log.txt", LOG));
            assertThat(history.all(10)).containsExactly(run);
            assertThat(run.status()).isEqualTo(ImportRun.Status.DONE);
            List<Skipped> skipped = new ArrayList<>();
            history.eachSkipped(run.id(), skipped::add);
            assertThat(skipped)
                    .containsExactly(
                            new Skipped(
                                    "log.txt",
                                    4,
                                    SkipReason.NOT_A_NUMBER,
                                    "ben f1 nothing 2024-02-02T20:15:00Z"));
        }

        @Test
        void datesWhatLiesInTheFutureNow() {
            bring(exports.file("log.txt", "anna f1 4 2093-01-01T00:00:00Z\nanna f2 3 1\n"));
            assertThat(log.active(new PersonId("anna")))
                    .extracting(Feedback::at)
                    .containsExactly(Instant.ofEpochSecond(1), CLOCK.instant());
        }
    }

    @Nested
    class ImportingTwice {
        @Test
        void addsNothing() {
            Path file = exports.file("log.txt", LOG);
            bring(file);
            String version = log.version();
            ImportReport second = bring(file).report();
            assertThat(second.items()).isEqualTo(new Count(0, 2));
            assertThat(second.signals()).isEqualTo(new Count(0, 3));
            assertThat(log.version()).isEqualTo(version);
        }

        @Test
        void addsOnlyWhatIsNewInALaterExport() {
            bring(exports.file("log.txt", LOG));
            ImportReport later =
                    bring(exports.file("later.txt", LOG + "ben f3 2 2024-03-01T00:00:00Z\n"))
                            .report();
            assertThat(later.items()).isEqualTo(new Count(1, 2));
            assertThat(later.signals()).isEqualTo(new Count(1, 3));
        }

        @Test
        void countsALineThatTheFileRepeatsAsLeftOut() {
            ImportReport report = bring(exports.file("log.txt", LOG + LOG)).report();
            assertThat(report.signals()).isEqualTo(new Count(3, 0));
            assertThat(report.reasons()).containsEntry(SkipReason.TWICE.text(), 3L);
        }
    }

    @Nested
    class APreview {
        @Test
        void tellsWhatTheImportThenDoesAndChangesNothing() {
            Path file = exports.file("log.txt", LOG);
            ImportReport before = preview(file);
            assertThat(catalog.size()).isZero();
            assertThat(people.all()).isEmpty();
            assertThat(history.all(10)).isEmpty();
            assertThat(bring(file).report()).isEqualTo(before);
        }

        @Test
        void knowsWhatIsThereAlready() {
            bring(exports.file("log.txt", LOG));
            ImportReport report =
                    preview(exports.file("later.txt", LOG + "ben f3 2 2024-03-01T00:00:00Z\n"));
            assertThat(report.items()).isEqualTo(new Count(1, 2));
            assertThat(report.signals()).isEqualTo(new Count(1, 3));
        }

        @Test
        void showsTheScaleAndSamples() {
            ImportReport report = preview(exports.file("log.txt", LOG));
            assertThat(report.notes())
                    .containsExactly("Ratings go from 1 to 5, read as 0 to 5, doubled");
            assertThat(report.samples()).first().isEqualTo("Item f1: rated 8.0");
        }
    }

    @Nested
    class Undo {
        @Test
        void takesBackWhatTheImportBroughtAndNothingElse() {
            bring(exports.file("first.txt", "anna f9 3 2020-01-01T00:00:00Z\n"));
            ImportRun second = bring(exports.file("log.txt", LOG));
            assertThat(imports.undo(second.id())).isEqualTo(3);
            assertThat(of("anna")).containsExactly(new Signal.Rated(6));
            assertThat(of("ben")).isEmpty();
            assertThat(imports.find(second.id()).status()).isEqualTo(ImportRun.Status.UNDONE);
        }

        @Test
        void isUndoneByImportingAgain() {
            Path file = exports.file("log.txt", LOG);
            imports.undo(bring(file).id());
            assertThat(preview(file).signals()).isEqualTo(new Count(3, 0));
            ImportRun again = bring(file);
            assertThat(again.report().signals()).isEqualTo(new Count(3, 0));
            assertThat(of("ben")).containsExactly(new Signal.Rated(10));
            assertThat(imports.undo(again.id())).isEqualTo(3);
            assertThat(of("ben")).isEmpty();
        }

        @Test
        void ofAnUnknownImportSaysSo() {
            assertThatThrownBy(() -> imports.undo("nothing"))
                    .isInstanceOf(UnknownImportException.class);
        }
    }

    @Nested
    class AFileOfManyPeople {
        @Test
        void givesOneOfThemToAPerson() {
            bring(
                    exports.file("log.txt", LOG),
                    ImportRequest.DEFAULTS.withPerson(PersonId.ME).withOnly("ben"));
            assertThat(of("me")).containsExactly(new Signal.Rated(10));
            assertThat(people.find(new PersonId("anna"))).isEmpty();
        }

        @Test
        void isNotMixedIntoOnePerson() {
            Path file = exports.file("log.txt", LOG);
            assertThatThrownBy(() -> bring(file, ImportRequest.DEFAULTS.withPerson(PersonId.ME)))
                    .isInstanceOf(ManyPeopleException.class)
                    .hasMessageContaining("--only");
            assertThat(catalog.size()).isZero();
        }

        @Test
        void ofWhichSomeoneUnknownIsAskedForNamesThoseInIt() {
            Path file = exports.file("log.txt", LOG);
            assertThatThrownBy(() -> bring(file, ImportRequest.DEFAULTS.withOnly("carl")))
                    .isInstanceOf(NobodyOfThatNameException.class)
                    .hasMessageContaining("anna, ben");
            assertThat(catalog.size()).isZero();
        }

        @Test
        void leavesOutPeopleWhoseIdCannotBeUsed() {
            ImportReport report =
                    bring(exports.file("log.txt", "an/na f1 4 5\nben f1 5 6\n")).report();
            assertThat(report.signals().added()).isEqualTo(1);
            assertThat(report.reasons()).containsEntry(SkipReason.BAD_PERSON.text(), 1L);
        }
    }

    @Nested
    class AnItemKnownFromElsewhere {
        @Test
        void isJoinedByItsOtherName() {
            Item film = Item.of(ItemId.parse("starter:1"), ItemKind.FILM, "Northern Lights");
            catalog.add(List.of(Described.of(film, ItemId.parse("imdb:tt0114709"))));
            bring(exports.file("log.txt", "anna tt0114709 4 5\nben tt0114709 5 6\n"));
            assertThat(log.active(new PersonId("anna")))
                    .extracting(Feedback::item)
                    .containsExactly(film.id());
            assertThat(catalog.size()).isEqualTo(1);
        }
    }

    @Nested
    class AnImportThatStops {
        @Test
        void keepsWhatCameBeforeAndCanBeUndone() {
            StringBuilder many = new StringBuilder();
            for (int i = 0; i < 12_000; i++) many.append("anna f").append(i).append(" 4 5\n");
            Path file = exports.file("log.txt", many.toString());
            Progress failing =
                    new Progress() {
                        private int calls;

                        @Override
                        public void at(long done, long total, String message) {}

                        @Override
                        public void checkpoint() {
                            if (++calls == 2)
                                throw new io.skuld.server.tasks.Tasks.CancelledException();
                        }
                    };
            try (Bundle bundle = Bundle.open(file)) {
                assertThatThrownBy(() -> imports.run(bundle, ImportRequest.DEFAULTS, failing))
                        .isInstanceOf(io.skuld.server.tasks.Tasks.CancelledException.class);
            }
            ImportRun run = history.all(1).getFirst();
            assertThat(run.status()).isEqualTo(ImportRun.Status.CANCELLED);
            assertThat(run.report().signals().added())
                    .isEqualTo(log.count(new PersonId("anna")))
                    .isPositive();
            assertThat(imports.undo(run.id())).isEqualTo((int) run.report().signals().added());
        }
    }
}
