package io.skuld.server.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EvaluateCommandTest {
    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /// Even people like even items and dislike odd ones, and the other way round.
    @BeforeEach
    void twoCampsInThreeFiles() throws IOException {
        List<List<String>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        SplittableRandom random = new SplittableRandom(7);
        for (int p = 0; p < 60; p++)
            for (int i = 0; i < 80; i++) {
                int part = random.nextInt(10);
                parts.get(part < 6 ? 0 : part < 7 ? 1 : 2)
                        .add("%d %d %s".formatted(p, i, p % 2 == i % 2 ? "5.00" : "2.00"));
            }
        Files.write(folder.resolve("train.txt"), parts.get(0));
        Files.write(folder.resolve("valid.txt"), parts.get(1));
        Files.write(folder.resolve("test.txt"), parts.get(2));
    }

    private int run(String... arguments) {
        return new CommandLine(new EvaluateCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, command, result) -> {
                    command.getErr().println(failure.getMessage());
                    return failure instanceof EvaluationException ? 1 : 99;
                })
                .execute(arguments);
    }

    private int graph(String models, Path json, String... further) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "graph",
                                "--data",
                                folder.toString(),
                                "--models",
                                models,
                                "--json",
                                json.toString()));
        all.addAll(List.of(further));
        if (!all.contains("--offset")) all.addAll(List.of("--offset", "4"));
        return run(all.toArray(String[]::new));
    }

    private JsonNode read(Path json) throws IOException {
        return new ObjectMapper().readTree(json.toFile());
    }

    @Nested
    class Graph {
        @Test
        void everyFigureIsANumberUnderItsName() throws IOException {
            Path results = folder.resolve("out/result.json");
            assertThat(graph("random,ease", results)).as(err.toString()).isZero();
            JsonNode rows = read(results);
            assertThat(rows).hasSize(2);
            for (JsonNode row : rows) {
                for (String name :
                        List.of(
                                "recall@20",
                                "ndcg@20",
                                "precision@20",
                                "negative@20",
                                "vauc",
                                "sndcg@20",
                                "users",
                                "fit_seconds",
                                "tune_seconds",
                                "peak_heap_mb",
                                "state_mb",
                                "rankings_per_second"))
                    assertThat(row.path(name).isNumber()).as(name).isTrue();
                assertThat(row.path("ci95").path("ndcg@20")).hasSize(2);
                assertThat(row.path("dataset").asText()).isEqualTo(folder.getFileName().toString());
                assertThat(row.path("settings").path("seed").asLong()).isEqualTo(42);
                for (String name : List.of("machine", "jdk", "commit", "command"))
                    assertThat(row.path("provenance").path(name).asText()).as(name).isNotEmpty();
            }
            assertThat(rows.get(0).path("model").asText()).isEqualTo("random");
            assertThat(rows.get(1).path("ndcg@20").asDouble())
                    .isGreaterThan(1.5 * rows.get(0).path("ndcg@20").asDouble());
            assertThat(rows.get(1).path("vauc").asDouble()).isGreaterThan(.95);
        }

        @Test
        void picturesStandBesideTheFigures() throws IOException {
            Path results = folder.resolve("result.json");
            graph("popularity", results);
            assertThat(Files.readString(folder.resolve("result-ndcg.svg")))
                    .startsWith("<svg")
                    .contains("popularity")
                    .contains("prefers-color-scheme: dark");
            assertThat(folder.resolve("result-dislikes.svg")).exists();
        }

        @Test
        void resultsCanBeAddedToEarlierOnes() throws IOException {
            Path results = folder.resolve("result.json");
            graph("random", results);
            graph("popularity", results, "--append");
            assertThat(read(results).valueStream().map(row -> row.path("model").asText()))
                    .containsExactly("random", "popularity");
            assertThat(Files.readString(folder.resolve("result-ndcg.svg")))
                    .contains("random")
                    .contains("popularity");
            String both = results.toString();
            assertThat(run("compare", both, both, "--b", "popularity")).as(err.toString()).isZero();
            assertThat(out.toString())
                    .contains("popularity minus random")
                    .doesNotContain("popularity minus popularity");
        }

        @Test
        void tuningIsTimedAndItsChoiceIsNamed() throws IOException {
            Path results = folder.resolve("result.json");
            assertThat(graph("itemknn", results, "--tune")).as(err.toString()).isZero();
            JsonNode row = read(results).get(0);
            assertThat(row.path("tune_seconds").asDouble()).isPositive();
            assertThat(row.path("settings").path("tuned").asBoolean()).isTrue();
            assertThat(row.path("settings").path("neighbours").asText()).isNotEmpty();
        }

        @Test
        void validationPeopleJudgeAloneAndTheTestFileIsNotOpened() throws IOException {
            Files.delete(folder.resolve("test.txt"));
            Path results = folder.resolve("result.json");
            assertThat(graph("itemknn", results, "--tune", "--validation", "3"))
                    .as(err.toString())
                    .isZero();
            JsonNode row = read(results).get(0);
            assertThat(row.path("settings").path("judged_on").asText())
                    .isEqualTo("validation people, 3 folds");
            assertThat(row.path("users").asInt()).isEqualTo(60);
            assertThat(row.path("vauc").asDouble()).isGreaterThan(.9);
            assertThat(graph("itemknn", results, "--validation", "1")).isNotZero();
        }

        @Test
        void theSameSeedGivesTheSameFigures() throws IOException {
            graph("bpr", folder.resolve("a.json"), "--seed", "5");
            graph("bpr", folder.resolve("b.json"), "--seed", "5");
            assertThat(read(folder.resolve("a.json")).get(0).path("ndcg@20"))
                    .isEqualTo(read(folder.resolve("b.json")).get(0).path("ndcg@20"));
        }

        @Test
        void theCanaryFallsToChance() throws IOException {
            Path results = folder.resolve("result.json");
            graph("ease", results, "--canary");
            assertThat(read(results).get(0).path("canary_vauc").asDouble()).isBetween(.4, .6);
        }

        @Test
        void ratingsWithTimesAreSplitOnTheWay() throws IOException {
            StringBuilder rows = new StringBuilder("userId,movieId,rating,timestamp\n");
            for (int p = 1; p <= 20; p++)
                for (int i = 1; i <= 30; i++)
                    rows.append(
                            "%d,%d,%s,%d%n"
                                    .formatted(p, i, i % 3 == 0 ? "5.0" : "2.5", 1000 + i * p));
            Path films = Files.createDirectory(folder.resolve("films"));
            Files.writeString(films.resolve("ratings.csv"), rows);
            Path results = folder.resolve("films.json");
            int code =
                    run(
                            "graph",
                            "--data",
                            films.toString(),
                            "--offset",
                            "4",
                            "--models",
                            "popularity",
                            "--split",
                            "time:0.7,0.1,0.2",
                            "--json",
                            results.toString());
            assertThat(code).as(err.toString()).isZero();
            assertThat(read(results).get(0).path("settings").path("split").asText())
                    .isEqualTo("time:0.7,0.1,0.2");
        }
    }

    @Nested
    class Compare {
        @Test
        void aBetterModelIsBetterBeyondChance() throws IOException {
            graph("random", folder.resolve("a.json"));
            graph("ease", folder.resolve("b.json"));
            Path differences = folder.resolve("d.json");
            int code =
                    run(
                            "compare",
                            folder.resolve("a.json").toString(),
                            folder.resolve("b.json").toString(),
                            "--json",
                            differences.toString());
            assertThat(code).as(err.toString()).isZero();
            JsonNode ndcg = read(differences).get(0).path("differences").path("ndcg@20");
            assertThat(ndcg.path("mean").asDouble()).isPositive();
            assertThat(ndcg.path("ci95").get(0).asDouble()).isPositive();
            assertThat(ndcg.path("beyond_chance").asBoolean()).isTrue();
            assertThat(out.toString()).contains("ease minus random").contains("beyond chance");
        }

        @Test
        void aModelIsNoBetterThanItself() throws IOException {
            graph("ease", folder.resolve("a.json"));
            graph("ease", folder.resolve("b.json"));
            run(
                    "compare",
                    folder.resolve("a.json").toString(),
                    folder.resolve("b.json").toString());
            assertThat(out.toString())
                    .contains("ease minus ease")
                    .contains("+0.0000")
                    .doesNotContain("beyond chance");
        }

        @Test
        void modelsThatAreNamedArePairedCautionByCaution() throws IOException {
            Path both = folder.resolve("a.json");
            graph("paths,hybrid", both, "--caution", "0,0.5");
            int code = compare(both, both, "--a", "paths", "--b", "hybrid");
            assertThat(code).as(err.toString()).isZero();
            assertThat(out.toString())
                    .contains("hybrid minus paths", "hybrid h=0.5 minus paths h=0.5")
                    .doesNotContain("hybrid h=0.5 minus paths\n", "hybrid minus paths h");
        }

        @Test
        void whatWasAskedOtherwiseIsNotCompared() throws IOException {
            graph("ease", folder.resolve("a.json"));
            graph("ease", folder.resolve("b.json"), "--offset", "3");
            graph("ease", folder.resolve("v.json"), "--validation", "2");
            assertThat(compare(folder.resolve("a.json"), folder.resolve("b.json"))).isEqualTo(1);
            assertThat(err.toString()).contains("offset 3", "offset 4", "Nothing was compared");
            assertThat(compare(folder.resolve("a.json"), folder.resolve("v.json"))).isEqualTo(1);
            assertThat(err.toString()).contains("judged on validation people, 2 folds");
        }

        @Test
        void whereThereAreNoLikesWhatElseIsKnownIsCompared() throws IOException {
            Files.writeString(folder.resolve("test.txt"), "0 1 2\n1 2 2\n");
            graph("random,ease", folder.resolve("a.json"));
            int code = compare(folder.resolve("a.json"), folder.resolve("a.json"), "--a", "random");
            assertThat(code).as(err.toString()).isZero();
            assertThat(out.toString()).contains("negative@20").doesNotContain("  ndcg@20");
            assertThat(Files.readString(folder.resolve("a-ndcg.svg"))).doesNotContain("0.0000");
        }

        private int compare(Path a, Path b, String... further) {
            List<String> all = new ArrayList<>(List.of("compare", a.toString(), b.toString()));
            all.addAll(List.of(further));
            return run(all.toArray(String[]::new));
        }

        @Test
        void withoutThePersonsBesideItNothingIsCompared() throws IOException {
            graph("random", folder.resolve("a.json"));
            graph("random", folder.resolve("b.json"));
            Files.delete(folder.resolve("a-persons.csv.gz"));
            int code =
                    run(
                            "compare",
                            folder.resolve("a.json").toString(),
                            folder.resolve("b.json").toString());
            assertThat(code).isEqualTo(1);
            assertThat(err.toString())
                    .contains("a-persons.csv.gz")
                    .contains("Nothing was compared");
        }
    }

    @Nested
    class Replayed {
        @Test
        void staleOnlineAndRetrainedStandSideBySide() throws IOException {
            Path results = folder.resolve("replay.json");
            int code =
                    run(
                            "replay",
                            "--data",
                            folder.toString(),
                            "--offset",
                            "4",
                            "--model",
                            "paths",
                            "--warm",
                            "0.8",
                            "--seed",
                            "7",
                            "--json",
                            results.toString());
            assertThat(code).as(err.toString()).isZero();
            JsonNode result = read(results);
            for (String state : List.of("stale", "online", "retrain"))
                assertThat(result.path(state).path("ndcg@20").isNumber()).as(state).isTrue();
            assertThat(result.path("loss_percent").asDouble()).isBetween(-1.0, 1.0);
            assertThat(result.path("event_ms").path("p50").isNumber()).isTrue();
            assertThat(result.path("event_ms").path("p99").isNumber()).isTrue();
            assertThat(result.path("sweep_cpu_seconds").isNumber()).isTrue();
            assertThat(result.path("prequential")).hasSize(25);
            for (JsonNode window : result.path("prequential"))
                assertThat(window.path("first_stage").path("ndcg@20"))
                        .as("paths have one stage")
                        .isEqualTo(window.path("ndcg@20"));
            assertThat(folder.resolve("replay-prequential.svg")).exists();
        }

        private int replay(String... further) {
            List<String> words =
                    new ArrayList<>(
                            List.of(
                                    "replay",
                                    "--data",
                                    folder.toString(),
                                    "--offset",
                                    "4",
                                    "--model",
                                    "paths"));
            words.addAll(List.of(further));
            return run(words.toArray(String[]::new));
        }

        @Test
        void validationJudgesWithoutOpeningTheTestPart() throws IOException {
            Files.delete(folder.resolve("test.txt"));
            Path results = folder.resolve("replay.json");
            assertThat(replay("--validation", "--json", results.toString()))
                    .as(err.toString())
                    .isZero();
            assertThat(read(results).path("settings").path("judged_on").asText())
                    .isEqualTo("validation");
            assertThat(replay()).as("without it the test part is needed").isEqualTo(1);
        }

        @Test
        void whatJudgesMayNotBeChosenOn() {
            assertThat(replay("--validation", "--tune")).isEqualTo(1);
            assertThat(err.toString()).contains("leave one of them out");
        }
    }

    @Nested
    class WhenAModelCannotBeMadeOfTheData {
        @BeforeEach
        void tooManyPeopleAndItemsForADenseMatrix() throws IOException {
            Files.writeString(folder.resolve("train.txt"), "31000 31000 5\n0 1 5\n1 1 5\n1 2 5\n");
        }

        @Test
        void theOthersAreEvaluatedAndTheReasonIsTold() throws IOException {
            Path results = folder.resolve("result.json");
            assertThat(graph("ease,popularity,paths", results)).isEqualTo(1);
            assertThat(read(results).valueStream().map(row -> row.path("model").asText()))
                    .containsExactly("popularity", "paths");
            assertThat(err.toString())
                    .contains("ease was not evaluated")
                    .contains("dense matrix")
                    .contains("31,001");
        }

        @Test
        void aloneItLeavesNoFile() {
            Path results = folder.resolve("result.json");
            assertThat(graph("ease", results)).isEqualTo(1);
            assertThat(results).doesNotExist();
        }
    }

    @Nested
    class OnTheSmallestData {
        private static final String ALL =
                "random,popularity,itemknn,ease,bpr,lightgcn,ials,paths,hybrid,ranked";

        /// In the second one nobody of the other files was there before, and no walk reaches anybody.
        @ParameterizedTest
        @CsvSource({
            "0 0 5|1 1 1, 0 1 5, 1 0 5",
            "0 0 5|0 1 5|1 1 1|1 0 5, 2 1 5, 3 0 5|4 7 5",
            "0 0 5|0 0 1|0 0 5, 0 0 5, 0 0 5|0 0 1",
            "0 0 1|1 1 1|2 2 5, 0 1 1, 1 2 1"
        })
        void everyModelIsTunedAndJudged(String train, String valid, String test)
                throws IOException {
            Files.writeString(folder.resolve("train.txt"), train.replace('|', '\n'));
            Files.writeString(folder.resolve("valid.txt"), valid.replace('|', '\n'));
            Files.writeString(folder.resolve("test.txt"), test.replace('|', '\n'));
            Path results = folder.resolve("x.json");
            assertThat(graph(ALL, results, "--tune", "--tune-seconds", "1"))
                    .as(err.toString())
                    .isZero();
            assertThat(read(results)).hasSize(10);
        }
    }

    @Nested
    class ResultFile {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "feed --data nowhere",
                    "taste --data nowhere",
                    "compare nowhere.json nowhere.json",
                    "replay --data nowhere --offset 4 --model paths"
                })
        void everyCommandAsksForItsPlaceFirst(String words) {
            List<String> all = new ArrayList<>(List.of(words.split(" ")));
            all.addAll(List.of("--json", folder.toString()));
            assertThat(run(all.toArray(String[]::new))).isEqualTo(1);
            assertThat(err.toString()).contains("--json needs a file");
        }

        @Test
        void aFolderInItsPlaceIsRefusedBeforeAnythingIsEvaluated() {
            assertThat(graph("random", folder)).isEqualTo(1);
            assertThat(err.toString())
                    .contains("--json needs a file")
                    .contains("Nothing was evaluated")
                    .doesNotContain("fitting");
        }

        @Test
        void aDamagedOneIsNotAddedTo() throws IOException {
            Path results = Files.writeString(folder.resolve("result.json"), "[{\"model\":");
            assertThat(graph("random", results, "--append")).isEqualTo(1);
            assertThat(err.toString()).contains("result.json").doesNotContain("fitting");
            assertThat(results).hasContent("[{\"model\":");
        }

        @Test
        void writingThatIsInterruptedLeavesTheOldContentAndNothingElse() throws IOException {
            Path results = Files.writeString(folder.resolve("result.json"), "[]");
            assertThatThrownBy(() ->
                            ResultFiles.replace(
                                    results,
                                    stream -> {
                                        stream.write('[');
                                        throw new IOException("interrupted");
                                    }))
                    .hasMessage("interrupted");
            assertThat(results).hasContent("[]");
            assertThat(folder.resolve("result.json.new")).doesNotExist();
        }

        @Test
        void itsNameMayHaveSpacesAndItsFolderNeedNotBeThere() throws IOException {
            Path results = folder.resolve("my results/first run.json");
            assertThat(graph("Popularity, RANDOM", results)).as(err.toString()).isZero();
            assertThat(read(results)).hasSize(2);
            assertThat(folder.resolve("my results/first run-ndcg.svg")).exists();
        }
    }

    @Nested
    class WhenAskedForTheImpossible {
        @Test
        void anUnknownModelIsAnsweredWithTheList() {
            assertThat(graph("oracle", folder.resolve("x.json"))).isEqualTo(1);
            assertThat(err.toString())
                    .contains("no model 'oracle'")
                    .contains("popularity, itemknn");
        }

        @Test
        void aFolderWithoutDataIsNamed() throws IOException {
            Path empty = Files.createDirectory(folder.resolve("empty"));
            assertThat(
                            run(
                                    "graph",
                                    "--data",
                                    empty.toString(),
                                    "--offset",
                                    "4",
                                    "--models",
                                    "random"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("neither train.txt nor ratings.csv");
        }

        @Test
        void anOffsetThatNoRatingReachesIsRefused() {
            assertThat(graph("popularity", folder.resolve("x.json"), "--offset", "5.5"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("not one like").contains("Nothing was evaluated");
        }

        @Test
        void anOffsetThatMakesEverythingALikeIsToldAndLeavesOutWhatIsNotDefined()
                throws IOException {
            Path results = folder.resolve("x.json");
            assertThat(graph("popularity,ranked", results, "--offset", "-3", "--tune"))
                    .as(err.toString())
                    .isZero();
            assertThat(err.toString()).contains("Every rating is a like");
            for (JsonNode row : read(results)) {
                assertThat(row.path("ndcg@20").isNumber()).isTrue();
                assertThat(row.path("vauc").isNull()).isTrue();
                assertThat(row.path("negative@20").isNull()).isTrue();
                assertThat(row.path("ci95").has("vauc")).isFalse();
            }
        }

        @Test
        void withoutValidationNothingIsTunedButAllIsJudged() throws IOException {
            Files.delete(folder.resolve("valid.txt"));
            Path results = folder.resolve("x.json");
            assertThat(graph("popularity", results, "--tune")).isEqualTo(1);
            assertThat(err.toString()).contains("no validation part").contains("--tune");
            assertThat(graph("popularity,hybrid", results)).as(err.toString()).isZero();
            assertThat(read(results)).hasSize(2);
        }

        @Test
        void aBadLineIsNamedAndNothingIsWritten() throws IOException {
            Files.writeString(folder.resolve("valid.txt"), "0 1 5\n0 2 NaN\n");
            Path results = folder.resolve("x.json");
            assertThat(graph("random", results)).isEqualTo(1);
            assertThat(err.toString()).contains("valid.txt, line 2").contains("NaN");
            assertThat(results).doesNotExist();
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "NaN", "Infinity", "1000"})
        void aCautionThatIsNoneIsRefused(String caution) {
            assertThat(graph("random", folder.resolve("x.json"), "--caution", caution))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("--caution must be 0 or more");
        }

        /// Nor are data read for it, or settings chosen.
        @Test
        void aModelThatCannotLearnOnlineIsNotReplayed() {
            int code = run("replay", "--data", "nowhere", "--offset", "4", "--model", "ease");
            assertThat(code).isEqualTo(1);
            assertThat(err.toString()).contains("does not learn online", "Nothing was evaluated");
        }

        @Test
        void aReplayOfNothingSaysWhatDidNotHappen() {
            String data = folder.toString();
            for (String warm : List.of("1", "0.0001")) {
                int code =
                        run(
                                "replay",
                                "--data",
                                data,
                                "--offset",
                                "4",
                                "--model",
                                "paths",
                                "--warm",
                                warm);
                assertThat(code).isEqualTo(1);
            }
            assertThat(err.toString().lines()).allMatch(l -> l.endsWith("Nothing was evaluated."));
        }

        @Test
        void moreFoldsThanPeopleAreRefused() {
            assertThat(graph("random", folder.resolve("x.json"), "--validation", "500"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("500 folds", "fewer folds");
        }
    }
}
