package io.skuld.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skuld.engine.evaluation.Interval;
import io.skuld.server.App;
import io.skuld.server.Settings;
import io.skuld.server.learning.GraphSettings;
import io.skuld.server.learning.SqlGraphVersions;
import io.skuld.server.people.PersonId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The commands as somebody types them: exit code, what is printed, what it changed. Those that run on are in
/// [RunningCommandsTest].
class CommandsTest {
    private static final String RATINGS =
            """
            Date,Name,Year,Letterboxd URI,Rating
            2024-03-02,Paper Boats,2019,https://boxd.it/aaa1,4.5
            2024-03-05,"Salt, and Snow",2001,https://boxd.it/aaa2,0.5
            2024-03-07,The Quiet Mile,1988,https://boxd.it/aaa3,3
            """;

    @TempDir Path folder;

    /// @param code 0 done, 1 could not be done, 2 not understood
    private record Ran(int code, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    private Ran skuld(String... words) {
        return at("home", words);
    }

    private Ran at(String home, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", folder.resolve(home).toString()));
        int code =
                Main.run(
                        new CommandLine(new Main())
                                .setOut(new PrintWriter(out))
                                .setErr(new PrintWriter(err)),
                        all.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    private String ratings() throws IOException {
        Path file = folder.resolve("ratings.csv");
        return Files.writeString(file, RATINGS).toString();
    }

    private void withHistory() throws IOException {
        assertThat(skuld("import", ratings()).code).isZero();
    }

    @Test
    void aCommandThatRunsOutOfMemorySaysHowToAllowItMore() {
        StringWriter err = new StringWriter();
        CommandLine greedy = new CommandLine(new Greedy()).setErr(new PrintWriter(err));
        assertThat(Main.run(greedy)).isEqualTo(1);
        assertThat(err.toString()).contains("needs more memory").contains("SKULD_JAVA_OPTS=-Xmx");
    }

    @CommandLine.Command(name = "greedy")
    private static final class Greedy implements Runnable {
        @Override
        public void run() {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    @Nested
    class Help {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "serve",
                    "demo",
                    "import",
                    "rate",
                    "train",
                    "recommend",
                    "export",
                    "backup",
                    "restore",
                    "doctor",
                    "password",
                    "evaluate"
                })
        void everyCommandExplainsItself(String command) {
            StringWriter out = new StringWriter();
            int code =
                    Main.run(
                            new CommandLine(new Main()).setOut(new PrintWriter(out)),
                            command,
                            "--help");
            assertThat(code).isZero();
            assertThat(out.toString()).contains("Usage: skuld " + command);
        }

        @Test
        void anUnknownWordIsNotUnderstoodAndNamesWhatWasMeant() {
            Ran ran = skuld("recomend");
            assertThat(ran.code).isEqualTo(2);
            assertThat(ran.err).contains("recomend").contains("recommend");
        }
    }

    @Nested
    class Import {
        @Test
        void aDryRunChangesNothing() throws IOException {
            Ran preview = skuld("import", ratings(), "--dry-run");
            assertThat(preview.code).isZero();
            assertThat(preview.out).contains("this would go in").contains("letterboxd");
            assertThat(skuld("import", "--history", "--json").json()).isEmpty();
        }

        @Test
        void twiceTellsThatAllWasKnown() throws IOException {
            withHistory();
            JsonNode again = skuld("import", ratings(), "--json").json();
            assertThat(again.at("/signals/added").asInt(-1)).isZero();
            assertThat(again.at("/signals/known").asInt()).isEqualTo(3);
        }

        @Test
        void isTakenBackByItsId() throws IOException {
            withHistory();
            String id = skuld("import", "--history", "--json").json().at("/0/id").asText();
            assertThat(skuld("import", "--undo", id, "--json").json().path("retracted").asInt())
                    .isEqualTo(3);
        }

        /// Who asks what would be does not want anything to be taken back.
        @Test
        void aDryRunTakesNothingBackEither() throws IOException {
            withHistory();
            String id = skuld("import", "--history", "--json").json().at("/0/id").asText();
            Ran refused = skuld("import", "--dry-run", "--undo", id);
            assertThat(refused.code).isEqualTo(2);
            assertThat(refused.err).contains("--dry-run", "Nothing was changed");
            assertThat(skuld("import", "--undo", id, "--json").json().path("retracted").asInt())
                    .isEqualTo(3);
        }

        @Test
        void aFileThatIsNotThereIsSaidSo() {
            Ran ran = skuld("import", folder.resolve("no-such.zip").toString());
            assertThat(ran.code).isEqualTo(1);
            assertThat(ran.err).contains("no-such.zip").doesNotContain("Exception");
        }
    }

    @Nested
    class Rate {
        @Test
        void byTitle() throws IOException {
            withHistory();
            assertThat(skuld("rate", "the quiet mile", "9.5").out)
                    .contains("The Quiet Mile: rated 9.5");
        }

        @Test
        void asOneLineForPrograms() throws IOException {
            withHistory();
            JsonNode said = skuld("rate", "Paper Boats", "--dislike", "--json").json();
            assertThat(said.path("type").asText()).isEqualTo("disliked");
            assertThat(said.path("id").asText()).isNotEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "'', 2, Give either a rating",
            "11, 1, from 0 to 10",
            "nine, 2, nine",
        })
        void refusesWhatIsNoOpinion(String rating, int code, String message) throws IOException {
            withHistory();
            Ran ran =
                    rating.isEmpty()
                            ? skuld("rate", "Paper Boats")
                            : skuld("rate", "Paper Boats", rating);
            assertThat(ran.code).isEqualTo(code);
            assertThat(ran.err).contains(message);
        }

        @Test
        void aPersonNobodyKnowsIsNotMadeByASlipOfTheFinger() throws IOException {
            withHistory();
            Ran ran = skuld("rate", "Paper Boats", "5", "--person", "nan");
            assertThat(ran.code).isEqualTo(1);
            assertThat(ran.err).contains("no person 'nan'", "Nothing was changed");
            assertThat(skuld("recommend", "--person", "nan").err).contains("no person 'nan'");
        }

        @Test
        void aTitleNobodyKnowsChangesNothing() throws IOException {
            withHistory();
            Ran ran = skuld("rate", "Unheard Of", "5");
            assertThat(ran.code).isEqualTo(1);
            assertThat(ran.err).contains("Unheard Of").contains("Nothing was changed");
        }
    }

    @Test
    void recommendTellsWhyForEachItem() throws IOException {
        skuld("import", ratings(), "--person", "anna");
        JsonNode feed = skuld("recommend", "--json").json();
        assertThat(feed.path("items")).hasSize(3);
        assertThat(feed.path("items"))
                .allSatisfy(card -> assertThat(card.path("why")).isNotEmpty());
        Ran shown = skuld("recommend", "--limit", "2");
        assertThat(shown.code).isZero();
        assertThat(shown.out.lines()).hasSize(4);
    }

    @Test
    void recommendOnAnEmptyHomeSaysHowToFillIt() {
        assertThat(skuld("recommend").out).contains("./skuld import");
    }

    @Test
    void anExportImportsIntoAnEmptyHomeWithNothingLost() throws IOException {
        withHistory();
        skuld("rate", "The Quiet Mile", "--like");
        String file = folder.resolve("mine.zip").toString();
        JsonNode written = skuld("export", file, "--json").json();
        assertThat(written.path("signals").asInt()).isEqualTo(4);
        JsonNode read = at("elsewhere", "import", file, "--json").json();
        assertThat(read.at("/signals/added").asInt()).isEqualTo(4);
        assertThat(read.at("/items/added").asInt()).isEqualTo(written.path("items").asInt());
    }

    @Test
    void aBackupPutsBackWhatWasThereAndKeepsWhatIsReplaced() throws IOException {
        withHistory();
        String file = folder.resolve("backup.zip").toString();
        assertThat(skuld("backup", file, "--json").json().path("signals").asInt()).isEqualTo(3);
        skuld("rate", "Paper Boats", "2");
        Ran restored = skuld("restore", file, "--json");
        assertThat(restored.json().path("signals").asInt()).isEqualTo(3);
        assertThat(Path.of(restored.json().path("kept").asText())).exists();
        assertThat(skuld("backup", file, "--json").json().path("signals").asInt()).isEqualTo(3);
    }

    @Test
    void aDamagedBackupReplacesNothing() throws IOException {
        withHistory();
        Path file = folder.resolve("backup.zip");
        skuld("backup", file.toString());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes);
        Ran ran = skuld("restore", file.toString());
        assertThat(ran.code).isEqualTo(1);
        assertThat(ran.err).isNotBlank().doesNotContain("\tat ");
        assertThat(
                        skuld("export", folder.resolve("x.zip").toString(), "--json")
                                .json()
                                .path("signals")
                                .asInt())
                .isEqualTo(3);
    }

    @Test
    void trainTellsHowWellTasteIsKnown() throws IOException {
        withHistory();
        JsonNode report = skuld("train", "--json").json();
        assertThat(report.path("encoded").asInt()).isEqualTo(3);
        assertThat(report.at("/tastes/me/opinions").asInt()).isEqualTo(3);
        assertThat(skuld("train").out).contains("me: 3 opinions", ": community 4.0, doubt 1.0,");
    }

    @Test
    void trainTellsOfTheHouseholdNotOfEachStranger() throws IOException {
        withHistory();
        try (App app = App.open(Settings.read(folder.resolve("home"), Map.of(), Map.of()))) {
            app.people().ensureCommunity(List.of(new PersonId("stranger-1")));
        }
        assertThat(skuld("train").out).contains("me: 3 opinions").doesNotContain("stranger");
        assertThat(skuld("train", "--person", "stranger-1").out).contains("stranger-1: 0 opinions");
        Ran nobody = skuld("train", "--person", "nobody");
        assertThat(nobody.code).isEqualTo(1);
        assertThat(nobody.err).contains("nobody");
    }

    @Nested
    class Doctor {
        @Test
        void examinesEveryPart() throws IOException {
            JsonNode report = skuld("doctor", "--set", "server.port=0", "--json").json();
            assertThat(
                            StreamSupport.stream(report.path("checks").spliterator(), false)
                                    .map(check ->
                                            check.path("name").asText()
                                                    + " "
                                                    + check.path("status").asText()))
                    .containsExactly(
                            "java ok",
                            "disk ok",
                            "database ok",
                            "graph ok",
                            "encoder ok",
                            "port ok");
        }

        @Test
        void tellsWhichVersionOfTheGraphIsLiveAndWhyNoOther() {
            assertThat(skuld("doctor").out)
                    .contains("graph     version 000000", "community 4.0, doubt 1.0,")
                    .doesNotContain("[");
            try (App app = App.open(Settings.read(folder.resolve("home"), Map.of(), Map.of()))) {
                new SqlGraphVersions(app.database())
                        .add(Instant.EPOCH, GraphSettings.DEFAULTS, 0, new Interval(0, 0), 1);
                app.database()
                        .change(handle ->
                                handle.execute("UPDATE graph_version SET settings = '{'"));
            }
            assertThat(skuld("doctor").out).contains("warning  graph", "000001", "passed over");
        }

        @Test
        void tellsWhereASettingComesFrom() {
            Ran ran = skuld("doctor", "--settings", "--set", "server.port=8123");
            assertThat(ran.code).isZero();
            assertThat(ran.out.lines().filter(line -> line.contains("server.port")))
                    .singleElement()
                    .asString()
                    .contains("8123")
                    .contains("from the command line");
        }

        @Test
        void aSettingThatIsNoneIsNamedWithTheOneThatWasMeant() {
            Ran ran = skuld("doctor", "--set", "server.prot=8123");
            assertThat(ran.code).isEqualTo(1);
            assertThat(ran.err).contains("server.prot").contains("'server.port'");
        }
    }

    @Nested
    class Password {
        @Test
        void isSetForAPersonWhoIsThere() throws IOException {
            withHistory();
            Ran ran = skuld("password", "--password", "a long enough one");
            assertThat(ran.code).isZero();
            assertThat(ran.out).contains("everyone has to sign in");
        }

        @Test
        void nobodyElseGetsOne() throws IOException {
            withHistory();
            Ran ran = skuld("password", "--person", "eve", "--password", "a long enough one");
            assertThat(ran.code).isEqualTo(1);
            assertThat(ran.err).contains("eve").contains("No password was set");
        }
    }
}
