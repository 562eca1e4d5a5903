package io.skuld.server.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.TuningBudget;
import io.skuld.engine.model.Unseen;
import io.skuld.engine.model.snapshot.HybridSnapshot;
import io.skuld.engine.model.snapshot.SnapshotFile;
import io.skuld.server.ActionableException;
import io.skuld.server.learning.Prequential;
import io.skuld.server.learning.ServedModel;
import io.skuld.server.learning.ServedModel.Interaction;
import io.skuld.server.learning.ServedModel.Version;
import io.skuld.server.learning.UnknownVersionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Two camps in a data set: people 0 to 9 like items 0 to 9, people 10 to 19 like items 10 to 19.
class DatasetModelTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir Path folder;
    private Path data;
    private Path home;
    private final List<String> told = new ArrayList<>();
    private final List<DatasetModel> open = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        data = Files.createDirectories(folder.resolve("camps"));
        home = folder.resolve("home");
        StringBuilder train = new StringBuilder();
        for (int p = 0; p < 20; p++)
            for (int i = 0; i < 20; i++)
                if (p / 10 == i / 10 ? (p + i) % 3 > 0 : i % 10 == p % 10)
                    train.append(line(p, i, p / 10 == i / 10 ? 5 : 1));
        Files.writeString(data.resolve("train.txt"), train.toString());
        Files.writeString(data.resolve("valid.txt"), line(0, 3, 5));
        Files.writeString(data.resolve("test.txt"), line(0, 6, 5));
    }

    private static String line(int person, int item, int rating) {
        return person + " " + item + " " + rating + "\n";
    }

    @AfterEach
    void close() {
        open.forEach(DatasetModel::close);
    }

    private DatasetModel start(ModelKind kind) {
        return start(kind, false);
    }

    private DatasetModel start(ModelKind kind, boolean refit) {
        DatasetModel model =
                DatasetModel.start(new DatasetPlan(data, 4, kind, home, null, refit), told::add);
        open.add(model);
        return model;
    }

    private void stop(DatasetModel model) {
        model.close();
        open.remove(model);
    }

    private static Interaction said(String user, String item, float weight) {
        return new Interaction(user + item, user, item, weight, NOON);
    }

    private static float[] scores(DatasetModel model, String user) {
        float[] scores = new float[model.items()];
        model.score(model.person(user), 0, scores);
        return scores;
    }

    private static List<String> best(DatasetModel model, String user, int n) {
        return Arrays.stream(new Recommendations(model).recommend(user, n, 0, List.of()).items())
                .mapToObj(model::itemName)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void ranksTheOwnCampFirst(ModelKind kind) {
        assertThat(best(start(kind), "0", 4)).containsExactlyInAnyOrder("0", "3", "6", "9");
    }

    @ParameterizedTest
    @EnumSource
    void learnsFromSomebodyNewAboutSomethingNewAtOnce(ModelKind kind) {
        DatasetModel model = start(kind);
        model.absorb(List.of(said("zoe", "song", 1), said("zoe", "2", 1), said("1", "song", 1)));
        assertThat(best(model, "zoe", 5))
                .allSatisfy(item -> assertThat(Integer.parseInt(item)).isLessThan(10));
        assertThat(model.itemName(model.item("song"))).isEqualTo("song");
        assertThat(best(model, "2", 30)).contains("song");
    }

    @ParameterizedTest
    @EnumSource
    void everythingIsThereAfterAStart(ModelKind kind) {
        DatasetModel model = start(kind);
        model.absorb(List.of(said("zoe", "song", 1), said("3", "0", -1)));
        model.absorb(List.of(said("3", "12", .5f)));
        float[] zoe = scores(model, "zoe");
        float[] three = scores(model, "3");
        stop(model);
        DatasetModel again = start(kind);
        assertThat(scores(again, "zoe")).containsExactly(zoe, within(1e-4f));
        assertThat(scores(again, "3")).containsExactly(three, within(1e-4f));
        assertThat(again.active().name()).isEqualTo("000001");
        assertThat(told).anyMatch(line -> line.contains("3 interactions since"));
        assertThat(again.absorb(List.of(said("zoe", "song", 1))).known()).isEqualTo(1);
    }

    @Test
    void aRefitKnowsWhatWasReportedAndIsANewVersion() {
        DatasetModel model = start(ModelKind.PATHS);
        // Person 0 likes item 1 in the data set; the newest word counts.
        model.absorb(List.of(said("zoe", "song", 1), said("0", "1", -1)));
        float[] zoe = scores(model, "zoe");
        stop(model);
        DatasetModel again = start(ModelKind.PATHS, true);
        assertThat(again.active().name()).isEqualTo("000002");
        assertThat(scores(again, "zoe")).containsExactly(zoe, within(1e-5f));
        assertThat(again.paths().view().weight(0, 1)).isEqualTo(-1);
    }

    @Test
    void activatingAnOlderVersionLosesNothingAndSurvivesAStart() {
        stop(start(ModelKind.HYBRID));
        DatasetModel model = start(ModelKind.HYBRID, true);
        model.absorb(List.of(said("zoe", "song", 1)));
        model.activate("000001");
        assertThat(model.active().name()).isEqualTo("000001");
        assertThat(model.paths().view().weight(model.person("zoe"), model.item("song")))
                .isEqualTo(1);
        model.absorb(List.of(said("zoe", "2", 1)));
        stop(model);
        DatasetModel again = start(ModelKind.HYBRID);
        assertThat(again.active().name()).isEqualTo("000001");
        assertThat(again.versions()).extracting(Version::name).containsExactly("000002", "000001");
        assertThat(again.paths().view().personDegree(again.person("zoe"))).isEqualTo(2);
    }

    @Test
    void versionsThatAreKeptNoLongerAreNotListed() {
        for (int version = 1; version <= 11; version++) {
            DatasetModel model = start(ModelKind.PATHS, true);
            assertThat(model.versions())
                    .hasSize(Math.min(version, 10))
                    .first()
                    .extracting(Version::name)
                    .isEqualTo("%06d".formatted(version));
            stop(model);
        }
        assertThatThrownBy(() -> start(ModelKind.PATHS).activate("000001"))
                .isInstanceOf(UnknownVersionException.class);
    }

    @Nested
    class TwoDataSetsInFoldersOfOneName {
        private Path copied() throws IOException {
            Path copy = Files.createDirectories(folder.resolve("elsewhere/camps"));
            for (String name : List.of("train.txt", "valid.txt", "test.txt"))
                Files.copy(data.resolve(name), copy.resolve(name));
            return copy;
        }

        private void reportZoe() {
            DatasetModel model = start(ModelKind.PATHS);
            model.absorb(List.of(said("zoe", "song", 1)));
            stop(model);
        }

        private boolean knowsZoe() {
            DatasetModel model = start(ModelKind.PATHS);
            boolean known = model.person("zoe") != ServedModel.UNKNOWN;
            stop(model);
            return known;
        }

        @Test
        void haveAJournalEach() throws IOException {
            reportZoe();
            Path first = data;
            data = copied();
            assertThat(knowsZoe()).isFalse();
            assertThat(knowsZoe()).isFalse();
            data = first;
            assertThat(knowsZoe()).isTrue();
        }

        @Test
        void aJournalFromBeforeItSaidWhoseItIsGoesToTheDataSetItsVersionsFit() throws IOException {
            reportZoe();
            Files.deleteIfExists(home.resolve("served/camps/data-set"));
            Path first = data;
            data = copied();
            Files.writeString(data.resolve("train.txt"), line(0, 0, 5) + line(1, 0, 1));
            assertThat(knowsZoe()).isFalse();
            assertThat(told).anyMatch(line -> line.contains("was left as it is"));
            data = first;
            assertThat(knowsZoe()).isTrue();
        }

        @Test
        void oneThatWasMovedKeepsItsJournal() throws IOException {
            reportZoe();
            Files.createDirectories(folder.resolve("elsewhere"));
            data = Files.move(data, folder.resolve("elsewhere/camps"));
            assertThat(knowsZoe()).isTrue();
        }

        @Test
        void oneThatGrewKeepsItsJournal() throws IOException {
            reportZoe();
            Files.writeString(data.resolve("train.txt"), line(0, 1, 5), StandardOpenOption.APPEND);
            assertThat(knowsZoe()).isTrue();
        }
    }

    @Test
    void aDamagedVersionIsRefusedWithTheReasonAndTheOneBeforeAnswers() throws IOException {
        stop(start(ModelKind.PATHS));
        stop(start(ModelKind.PATHS, true));
        Path newest = home.resolve("served/camps/models/model-000002.snap");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
        DatasetModel model = start(ModelKind.PATHS);
        assertThat(model.active().name()).isEqualTo("000001");
        assertThat(told).anyMatch(line -> line.contains("model-000002.snap is damaged"));
        assertThat(model.versions().getFirst().problem()).contains("checksum");
        assertThatThrownBy(() -> model.activate("000002"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("checksum")
                .hasMessageContaining("goes on answering");
        assertThatThrownBy(() -> model.activate("000007"))
                .isInstanceOf(UnknownVersionException.class)
                .hasMessageContaining("000001");
        assertThat(best(model, "0", 1)).isNotEmpty();
    }

    /// As the first version of Skuld wrote it: its second stage had another form.
    @Test
    void aSecondStageOfAnotherVersionIsFittedAnewWithAllThatWasReported() throws IOException {
        DatasetModel first = start(ModelKind.RANKED);
        first.absorb(List.of(said("zoe", "song", 1)));
        stop(first);
        Path file = home.resolve("served/camps/models/model-000001.snap");
        HybridSnapshot.sections(
                        HybridSnapshot.read(file), SnapshotFile.read(file).text("provenance"))
                .ints("ranker.features", new int[] {17})
                .ints("ranker.networks", new int[] {0})
                .write(file);
        DatasetModel model = start(ModelKind.RANKED);
        assertThat(told)
                .anyMatch(line -> line.contains("written by another version of Skuld"))
                .anyMatch(line -> line.startsWith("Fitting 'ranked'"));
        assertThat(model.active().name()).isEqualTo("000002");
        assertThat(model.paths().view().weight(model.person("zoe"), model.item("song")))
                .isEqualTo(1);
        assertThatThrownBy(() -> model.activate("000001"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("another version of Skuld");
    }

    @Test
    void anotherDataSetOrKindIsFittedAnew() throws IOException {
        stop(start(ModelKind.PATHS));
        stop(start(ModelKind.HYBRID));
        Files.writeString(data.resolve("train.txt"), line(0, 0, 5) + line(1, 1, 5));
        DatasetModel model = start(ModelKind.HYBRID);
        assertThat(model.active().name()).isEqualTo("000003");
        assertThat(model.versions().getLast().problem()).contains("model paths");
    }

    @Nested
    class AJournalThatWasMovedAway {
        @Test
        void leavesTheDataSetAloneAndWhatLearnedFromItIsFittedAnew() throws IOException {
            DatasetModel before = start(ModelKind.PATHS);
            before.absorb(List.of(said("zoe", "song", 1)));
            stop(before);
            stop(start(ModelKind.PATHS, true)); // a version that knows Zoe
            Path place = home.resolve("served/camps");
            Files.move(place.resolve("journal"), folder.resolve("journal"));
            DatasetModel model = start(ModelKind.PATHS);
            assertThat(model.active().name()).isEqualTo("000001");
            assertThat(model.person("zoe")).isEqualTo(ServedModel.UNKNOWN);
            assertThat(model.versions().getFirst().problem()).contains("another journal");
            assertThat(place.resolve("models")).isDirectoryContaining("glob:**model-000002.snap");
        }

        @Test
        void isMissedByAVersionAlsoWhenTheNewOneHasGrownBeyondIt() throws IOException {
            DatasetModel before = start(ModelKind.PATHS);
            before.absorb(List.of(said("zoe", "song", 1)));
            stop(before);
            stop(start(ModelKind.PATHS, true));
            Files.move(home.resolve("served/camps/journal"), folder.resolve("journal"));
            DatasetModel model = start(ModelKind.PATHS);
            model.absorb(List.of(said("somebody else", "another song", 1)));
            stop(model);
            DatasetModel again = start(ModelKind.PATHS);
            assertThatThrownBy(() -> again.activate("000002"))
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContaining("another journal");
        }
    }

    @Test
    void aTrainingFileIsEnough() throws IOException {
        Files.delete(data.resolve("valid.txt"));
        Files.delete(data.resolve("test.txt"));
        TuningBudget tuning = new TuningBudget(Duration.ofSeconds(1), 42);
        DatasetModel model =
                DatasetModel.start(
                        new DatasetPlan(data, 4, ModelKind.PATHS, home, tuning, false), told::add);
        open.add(model);
        assertThat(model.items()).isEqualTo(20);
        assertThat(told).anyMatch(line -> line.contains("no valid.txt"));
    }

    /// Most of what people meet here they dislike, which the settings that Skuld ships with take for weak interest.
    @ParameterizedTest
    @EnumSource
    void withoutAValidFileATenthIsHeldOutToChooseOn(ModelKind kind) {
        SignedEdges none = SignedEdges.untimed(60, 60, new int[0], new int[0], new boolean[0]);
        TuningBudget tuning = new TuningBudget(Duration.ofSeconds(20), 42);
        SignedEdges train = mostlyDisliked();
        assertThat(goodAmongTheFirstFour(Fitted.fit(kind, train, none, tuning))).isGreaterThan(3.5);
    }

    /// Of sixty items twenty are good; everybody meets four of those and thirty of the others.
    private static SignedEdges mostlyDisliked() {
        int[] person = new int[60 * 34];
        int[] item = new int[person.length];
        boolean[] liked = new boolean[person.length];
        for (int e = 0; e < person.length; e++) {
            person[e] = e / 34;
            int k = e % 34;
            liked[e] = k < 4;
            item[e] = liked[e] ? (person[e] * 3 + k) % 20 : 20 + (person[e] * 7 + k) % 40;
        }
        return SignedEdges.untimed(60, 60, person, item, liked);
    }

    private static double goodAmongTheFirstFour(Fitted fitted) {
        int good = 0;
        for (int p = 0; p < 60; p++) {
            float[] scores = new float[60];
            fitted.model().score(p, scores);
            for (int item : Unseen.best(fitted.paths().view(), p, scores, 4)) if (item < 20) good++;
        }
        return good / 60.;
    }

    @Test
    void withoutOneLikeItStartsAndSaysWhatThatMeans() {
        DatasetModel model =
                DatasetModel.start(
                        new DatasetPlan(data, 9, ModelKind.RANKED, home, null, false), told::add);
        open.add(model);
        float[] scores = new float[model.items()];
        model.score(0, 0, scores);
        for (float score : scores) assertThat(score).isFinite();
        assertThat(told).anyMatch(line -> line.contains("No rating is a like with --offset 9.0"));
    }

    @Test
    void badDataIsToldWithItsLine() throws IOException {
        Files.writeString(data.resolve("train.txt"), "0 0 5\n0 NaN 5\n");
        assertThatThrownBy(() -> start(ModelKind.PATHS))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("train.txt")
                .hasMessageContaining("2")
                .hasMessageContaining("Nothing was started");
        Files.writeString(data.resolve("train.txt"), "");
        assertThatThrownBy(() -> start(ModelKind.PATHS)).hasMessageContaining("empty");
        Files.delete(data.resolve("train.txt"));
        assertThatThrownBy(() -> start(ModelKind.PATHS))
                .hasMessageContaining("neither train.txt nor ratings.csv")
                .hasMessageContaining("Nothing was started");
        data = folder.resolve("nowhere");
        assertThatThrownBy(() -> start(ModelKind.PATHS)).hasMessageContaining("not a folder");
    }

    /// The two camps as a MovieLens folder: person 100 is 0 above, film 2000 is item 0.
    @Nested
    class StarRatings {
        @BeforeEach
        void write() throws IOException {
            StringBuilder ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
            for (int p = 0; p < 20; p++)
                for (int i = 0; i < 20; i++)
                    if (p / 10 == i / 10 ? (p + i) % 3 > 0 : i % 10 == p % 10)
                        ratings.append(
                                "%d,%d,%s,%d%n"
                                        .formatted(
                                                100 + p,
                                                2000 + i,
                                                p / 10 == i / 10 ? "4.5" : "2.0",
                                                1_700_000_000 + i));
            data = Files.createDirectories(folder.resolve("stars"));
            Files.writeString(data.resolve("ratings.csv"), ratings);
        }

        @Test
        void areServedUnderTheirOwnIds() {
            DatasetModel model = start(ModelKind.PATHS);
            assertThat(best(model, "100", 4))
                    .containsExactlyInAnyOrder("2000", "2003", "2006", "2009");
            assertThat(model.person("0")).isEqualTo(ServedModel.UNKNOWN);
            assertThat(model.paths().view().weight(model.person("100"), model.item("2010")))
                    .isEqualTo(-1);
            model.absorb(List.of(said("zoe", "2001", 1)));
            stop(model);
            assertThat(start(ModelKind.PATHS).person("zoe")).isEqualTo(20);
        }

        @Test
        void areAllLearnedUnlessSettingsAreChosenOnTheNewest() {
            int all = start(ModelKind.PATHS).paths().view().edges();
            TuningBudget tuning = new TuningBudget(Duration.ofSeconds(1), 42);
            DatasetPlan chosen =
                    new DatasetPlan(
                            data, 4, ModelKind.PATHS, folder.resolve("other"), tuning, false);
            ServedData cut = assertDoesNotThrow(() -> ServedData.read(chosen));
            assertThat(cut.train().size() + cut.valid().size()).isEqualTo(all);
            assertThat(cut.valid().size()).isEqualTo(20); // one of each person's seven or eight
        }

        @Test
        void withoutADislikeAreToldOf() {
            DatasetPlan plan = new DatasetPlan(data, 1, ModelKind.PATHS, home, null, false);
            open.add(DatasetModel.start(plan, told::add));
            assertThat(told).anyMatch(line -> line.contains("Every rating is a like"));
        }

        @Test
        void cutOffInTheMiddleAreRefusedWithTheLine() throws IOException {
            String whole = Files.readString(data.resolve("ratings.csv"));
            Files.writeString(data.resolve("ratings.csv"), whole.substring(0, whole.length() - 13));
            assertThatThrownBy(() -> start(ModelKind.PATHS))
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContaining("ratings.csv, line")
                    .hasMessageContaining("Nothing was started");
        }
    }

    @ParameterizedTest
    @EnumSource
    void foretellsLikesBeforeItLearnsThem(ModelKind kind) {
        DatasetModel model = start(kind);
        Interaction again = new Interaction("another id", "0", "0", 1, NOON);
        model.absorb(List.of(said("0", "0", 1), again, said("0", "11", -1)));
        model.absorb(List.of(said("0", "song", 1)));
        Prequential.Report report = model.foretold();
        assertThat(report.tested()).isEqualTo(2); // the repeated like and the dislike are none
        assertThat(report.firstStage().recall()).isEqualTo(.5); // nobody could foretell the song
        assertThat(model.secondStage().why()).isNotBlank();
        if (kind != ModelKind.RANKED) {
            assertThat(report.answered()).isEqualTo(report.firstStage());
            assertThat(model.secondStage().on()).isFalse();
            assertThat(model.secondStage().why()).contains(kind.label());
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyGetsNaN(ModelKind kind) {
        DatasetModel model = start(kind);
        for (int i = 0; i < 20; i++) model.absorb(List.of(said("grump", "" + i, -1)));
        for (String user : List.of("grump", "nobody", "0", "-1", "99999999999"))
            for (float caution : new float[] {0, 3}) {
                float[] scores = new float[model.items()];
                model.score(model.person(user), caution, scores);
                for (float score : scores) assertThat(score).isFinite();
            }
    }
}
