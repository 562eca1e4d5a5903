package io.skuld.server.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.database.PersonTables;
import io.skuld.server.database.TestDatabase;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import io.skuld.server.people.UnknownPersonException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonExportTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-21T03:00:00Z"));
    private static final PersonId ANNA = new PersonId("anna");
    private static final PersonId BEN = new PersonId("ben");
    private static final ItemId MATRIX = new ItemId("imdb", "tt0133093");
    private static final ItemId SECRET = new ItemId("youtube", "bens-secret");

    private TestDatabase place;
    private Database database;
    private PersonExport export;

    @BeforeEach
    void open() {
        place = TestDatabase.sqlite();
        database = place.open();
        SqlPeople people = new SqlPeople(database, CLOCK);
        SqlCatalog catalog = new SqlCatalog(database, CLOCK);
        SqlFeedbackLog log = new SqlFeedbackLog(database, CLOCK);
        export = new PersonExport(database, people, catalog, log, CLOCK);
        people.save(ANNA, "Anna, \"the first\"");
        people.save(BEN, "Ben");
        catalog.add(
                List.of(
                        Described.of(
                                Item.of(MATRIX, ItemKind.FILM, "The \"Matrix\", again")
                                        .withGenres(List.of("action", "sci-fi"))),
                        Described.of(Item.of(SECRET, ItemKind.VIDEO, "Ben's secret"))));
        log.append(
                List.of(
                        said("a", ANNA, MATRIX, new Signal.Rated(7.5)),
                        said("b", ANNA, MATRIX, new Signal.NotNow()),
                        said("c", ANNA, MATRIX, new Signal.Disliked()),
                        said("d", BEN, SECRET, new Signal.Liked())));
        log.retract(ANNA, "c");
        database.change(handle -> {
            for (String person : List.of("anna", "ben"))
                handle.execute(
                        "INSERT INTO token VALUES (?, ?, 'n', ?, 'read', 1, NULL)",
                        "token-of-" + person,
                        person,
                        "hash-of-" + person);
        });
    }

    @AfterEach
    void close() {
        database.close();
        place.close();
    }

    private static Feedback said(String id, PersonId person, ItemId item, Signal signal) {
        return new Feedback(
                id,
                person,
                item,
                signal,
                CLOCK.instant(),
                ZoneOffset.UTC,
                Provenance.HUMAN,
                null,
                Map.of("mode", "explore"));
    }

    private Map<String, String> exported(PersonId person) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        export.write(person, bytes);
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                entries.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
        }
        return entries;
    }

    private static List<JsonNode> lines(String jsonl) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : jsonl.lines().toList()) lines.add(new ObjectMapper().readTree(line));
        return lines;
    }

    @Test
    void holdsEverySignalTheTakenBackOnesToo() throws IOException {
        List<JsonNode> signals = lines(exported(ANNA).get("signals.jsonl"));
        assertThat(signals)
                .extracting(line -> line.get("id").asText())
                .containsExactly("a", "b", "c");
        JsonNode rated = signals.getFirst();
        assertThat(rated.get("type").asText()).isEqualTo("rated");
        assertThat(rated.get("value").asDouble()).isEqualTo(7.5);
        assertThat(rated.get("at").asText()).isEqualTo("2026-11-21T03:00:00Z");
        assertThat(rated.get("context").get("mode").asText()).isEqualTo("explore");
        assertThat(signals)
                .extracting(line -> line.get("active").asBoolean())
                .containsExactly(true, true, false);
    }

    @Test
    void saysWhereThePersonStands() throws IOException {
        List<JsonNode> opinions = lines(exported(ANNA).get("opinions.jsonl"));
        assertThat(opinions).hasSize(1);
        assertThat(opinions.getFirst().get("rating").asDouble()).isEqualTo(7.5);
        assertThat(opinions.getFirst().get("disliked").asBoolean()).isFalse();
    }

    @Test
    void givesTablesWithQuotedCells() throws IOException {
        assertThat(exported(ANNA).get("items.csv").lines().toList())
                .first()
                .asString()
                .startsWith("id,kind,title,creator");
        assertThat(exported(ANNA).get("items.csv"))
                .contains("\"The \"\"Matrix\"\", again\"")
                .contains("action; sci-fi");
        assertThat(exported(ANNA).get("signals.csv").lines()).hasSize(4);
    }

    @Test
    void ofSomebodyWhoSaidNothingStillNamesItsColumns() throws IOException {
        new SqlPeople(database, CLOCK).save(new PersonId("eve"), "Eve");
        Map<String, String> entries = exported(new PersonId("eve"));
        assertThat(entries.get("signals.csv"))
                .isEqualTo(
                        "sequence,id,item,title,type,value,at,zone,provenance,import,context,active\n");
        assertThat(entries.get("opinions.csv")).startsWith("item,title,rating").hasLineCount(1);
        assertThat(entries.get("signals.jsonl")).isEmpty();
    }

    @Test
    void holdsNothingOfOthersAndNoSecrets() throws IOException {
        exported(ANNA)
                .forEach((name, content) ->
                        assertThat(content)
                                .as(name)
                                .doesNotContain("Ben", "secret", "token-of-ben", "hash-of"));
        assertThat(exported(ANNA).get("token.jsonl")).contains("token-of-anna");
    }

    @Test
    void theReadmeExplainsEveryFile() throws IOException {
        Map<String, String> entries = exported(ANNA);
        String readme = entries.remove("README.txt");
        assertThat(readme).startsWith("This is everything that Skuld keeps about Anna");
        for (String name : entries.keySet())
            assertThat(readme).contains("\n" + name.replaceAll("\\..*", "."));
    }

    @Test
    void everyTableThatBelongsToAPersonIsInItOrASecretOrFollowsFromTheRest() {
        List<String> tables =
                database.read(handle ->
                        handle.createQuery(
                                        "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'person'")
                                .mapTo(String.class)
                                .list());
        List<String> covered = new ArrayList<>(PersonTables.names());
        covered.addAll(
                List.of("signal", "credential", "session", "account", "community", "tuning_part"));
        assertThat(covered).containsAll(tables);
    }

    @Test
    void aFileThatCannotBeWrittenIsTold() {
        assertThatThrownBy(() -> export.toFile(ANNA, place.home().resolve("no/such/folder/a.zip")))
                .isInstanceOf(ExportFailedException.class)
                .hasMessageContaining("Choose another place");
    }

    @Test
    void nobodyIsNotExported() {
        assertThatThrownBy(() -> exported(new PersonId("eve")))
                .isInstanceOf(UnknownPersonException.class);
    }

    @Test
    void whatCannotBeWrittenLeavesNothingBehind(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> export.toFile(new PersonId("nobody"), folder.resolve("all.zip")))
                .isInstanceOf(UnknownPersonException.class);
        assertThat(folder).isEmptyDirectory();
    }
}
