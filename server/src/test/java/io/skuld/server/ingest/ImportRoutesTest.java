package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.server.activity.SqlActivityLog;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.feedback.SqlFeedbackLog;
import io.skuld.server.http.Access;
import io.skuld.server.http.Caller.Scope;
import io.skuld.server.http.Guard;
import io.skuld.server.http.Json;
import io.skuld.server.http.SecuritySettings;
import io.skuld.server.http.SqlCredentials;
import io.skuld.server.ingest.formats.Formats;
import io.skuld.server.ingest.sources.SourcesSettings;
import io.skuld.server.ingest.sources.SqlSources;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import io.skuld.server.settings.ServerSettings;
import io.skuld.server.tasks.SqlTasks;
import io.skuld.server.web.WebServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ImportRoutesTest {
    private static final String IMDB =
            "Const,Your Rating,Date Rated,Title\ntt0990001,8,2023-01-15,Salt\ntt0990002,99,2023-01-16,Snow\n";
    private static final String LOG = "anna f1 4 5\nben f2 1 6\n";
    private static final String BOUNDARY = "----skuld";
    private static final InstantSource CLOCK = InstantSource.system();

    private final Home home = Home.temporary();
    private final Database database = home.open();
    private final SqlCatalog catalog = new SqlCatalog(database, CLOCK);
    private final SqlPeople people = new SqlPeople(database, CLOCK);
    private final SqlFeedbackLog log = new SqlFeedbackLog(database, CLOCK);
    private final SqlTasks tasks = new SqlTasks(database, CLOCK);
    private final SqlCredentials credentials = new SqlCredentials(database, CLOCK);
    private final WebServer server = start();
    private final HttpClient client = HttpClient.newHttpClient();
    private String token = "";

    private WebServer start() {
        people.save(PersonId.ME, "Me");
        people.save(new PersonId("anna"), "Anna");
        Access access = new Access();
        Imports imports =
                new Imports(
                        Formats.all(),
                        catalog,
                        people,
                        log,
                        new SqlActivityLog(database),
                        new SqlSources(database, CLOCK, SourcesSettings.DEFAULTS),
                        new SqlImportHistory(database),
                        CLOCK);
        Uploads uploads = new Uploads(home.folder(), 2_000, CLOCK);
        return WebServer.of(
                        new ServerSettings(0, "127.0.0.1"),
                        SecuritySettings.DEFAULTS,
                        List.of(
                                new Guard(SecuritySettings.DEFAULTS, credentials, access, CLOCK),
                                new ImportRoutes(imports, uploads, tasks, access)))
                .listen();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        tasks.close();
        database.close();
        home.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String type)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.address().resolve(path))
                        .method(method, BodyPublishers.ofString(body));
        if (!type.isEmpty()) request.header("Content-Type", type);
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String fileName, String content, Map<String, String> fields)
            throws IOException, InterruptedException {
        return post(fileName, content, fields, "");
    }

    private HttpResponse<String> post(
            String fileName, String content, Map<String, String> fields, String prefer)
            throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) ->
                body.append(
                        "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                                .formatted(BOUNDARY, name, value)));
        if (!fileName.isEmpty())
            body.append(
                    "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n%s\r\n"
                            .formatted(BOUNDARY, fileName, content));
        body.append("--%s--\r\n".formatted(BOUNDARY));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.address().resolve("api/v1/imports"))
                        .POST(BodyPublishers.ofString(body.toString()))
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        if (!prefer.isEmpty()) request.header("Prefer", prefer);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", path, "", "");
        assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
        return Json.mapper().readTree(answer.body());
    }

    /// The import when its task has ended.
    private JsonNode ended(HttpResponse<String> started) throws IOException, InterruptedException {
        assertThat(started.statusCode()).describedAs(started.body()).isEqualTo(202);
        String path = started.headers().firstValue("Location").orElseThrow().substring(1);
        for (int i = 0; i < 400; i++) {
            JsonNode run = get(path);
            if (!run.get("status").asText().equals("running")) return run;
            Thread.sleep(Duration.ofMillis(25));
        }
        throw new AssertionError("The import did not end");
    }

    private static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        return fields;
    }

    @Nested
    class AFile {
        @Test
        void isImportedInTheBackground() throws Exception {
            JsonNode run = ended(post("ratings.csv", IMDB, fields()));
            assertThat(run.get("status").asText()).isEqualTo("done");
            assertThat(run.get("format").asText()).isEqualTo("imdb");
            assertThat(run.get("person").asText()).isEqualTo("me");
            assertThat(run.at("/signals/added").asInt()).isEqualTo(1);
            assertThat(run.get("skipped").asInt()).isEqualTo(1);
            assertThat(log.count(PersonId.ME)).isEqualTo(1);
            assertThat(get("api/v1/imports").get("imports")).hasSize(1);
        }

        @Test
        void isKeptFromItsPreviewToItsImport() throws Exception {
            HttpResponse<String> preview = post("ratings.csv", IMDB, fields("dryRun", "true"));
            JsonNode shown = Json.mapper().readTree(preview.body());
            assertThat(shown.at("/signals/added").asInt()).isEqualTo(1);
            assertThat(shown.get("samples").get(0).asText()).isEqualTo("Salt: rated 8.0");
            assertThat(log.count(PersonId.ME)).isZero();
            JsonNode run =
                    ended(
                            post(
                                    "",
                                    "",
                                    fields(
                                            "upload",
                                            shown.get("upload").asText(),
                                            "person",
                                            "anna")));
            assertThat(run.get("file").asText()).isEqualTo("ratings.csv");
            assertThat(log.count(new PersonId("anna"))).isEqualTo(1);
            try (var left = Files.list(home.folder().resolve("uploads"))) {
                assertThat(left).isEmpty();
            }
        }

        @Test
        void ofManyPeopleGivesOneOfThem() throws Exception {
            ended(post("log.txt", LOG, fields("only", "ben", "person", "anna")));
            assertThat(log.count(new PersonId("anna"))).isEqualTo(1);
            assertThat(people.find(new PersonId("ben"))).isEmpty();
        }

        @Test
        void thatIsCancelledBeforeItsTurnIsOver() throws Exception {
            CountDownLatch first = new CountDownLatch(1);
            tasks.submit("import", "a longer one", null, progress -> first.await());
            HttpResponse<String> started = post("ratings.csv", IMDB, fields());
            String task = Json.mapper().readTree(started.body()).get("task").asText();
            assertThat(tasks.cancel(task)).isTrue();
            first.countDown();
            assertThat(ended(started).get("status").asText()).isEqualTo("cancelled");
            assertThat(log.count(PersonId.ME)).isZero();
            assertThat(home.folder().resolve("uploads")).isEmptyDirectory();
        }

        @Test
        void canBeUndone() throws Exception {
            JsonNode run = ended(post("ratings.csv", IMDB, fields()));
            HttpResponse<String> undone =
                    send("DELETE", "api/v1/imports/" + run.get("id").asText(), "", "");
            assertThat(Json.mapper().readTree(undone.body()).get("retracted").asInt()).isEqualTo(1);
            assertThat(log.count(PersonId.ME)).isZero();
        }

        @Test
        void givesTheLinesItLeftOut() throws Exception {
            JsonNode run = ended(post("=x\\r.csv", IMDB + "tt0990003,7,2023-01-17,\n", fields()));
            HttpResponse<String> lines =
                    send(
                            "GET",
                            "api/v1/imports/%s/skipped.csv".formatted(run.get("id").asText()),
                            "",
                            "");
            assertThat(lines.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/csv");
            assertThat(lines.body().lines()).hasSize(3).first().isEqualTo("part,line,reason,text");
            assertThat(lines.body())
                    .contains(",3,\"a rating outside the scale\",\"tt0990002,99,2023-01-16,Snow\"")
                    .doesNotContain("\"=");
        }
    }

    @Nested
    class ARequestThatCannotBeCarriedOut {
        private void isRefused(HttpResponse<String> answer, int status, String words) {
            assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(answer.body()).contains(words);
            assertThat(catalog.size()).isZero();
        }

        @Test
        void saysWhatToDo() throws Exception {
            isRefused(post("", "", fields()), 400, "a field called 'file'");
            isRefused(post("x.txt", "Dear diary\n", fields()), 422, "Understood are");
            isRefused(post("x.txt", "x".repeat(3_000), fields()), 413, "./skuld import");
            isRefused(post("", "", fields("upload", "gone")), 404, "Send the file again");
            isRefused(post("x.csv", IMDB, fields("scale", "7")), 400, "not a scale");
            isRefused(post("log.txt", LOG, fields("person", "anna")), 422, "--only");
            isRefused(send("GET", "api/v1/imports/none", "", ""), 404, "no import");
        }
    }

    @Nested
    class SomeoneWhoIsNotTheOwner {
        @Test
        void importsForThemselvesOnly() throws Exception {
            credentials.setPassword(PersonId.ME, "correct horse battery");
            token =
                    credentials.createToken(
                            new PersonId("anna"), "t", Set.of(Scope.READ, Scope.WRITE));
            assertThat(ended(post("r.csv", IMDB, fields())).get("person").asText())
                    .isEqualTo("anna");
            assertThat(post("r.csv", IMDB, fields("person", "me")).statusCode()).isEqualTo(403);
            assertThat(post("log.txt", LOG, fields()).statusCode())
                    .describedAs("a file of many people would make people")
                    .isEqualTo(403);
            assertThat(people.find(new PersonId("ben"))).isEmpty();
        }

        @Test
        void importsNoUploadOfSomebodyElseWhoseIdTheyKnow() throws Exception {
            String ofMe =
                    Json.mapper()
                            .readTree(post("r.csv", IMDB, fields("dryRun", "true")).body())
                            .get("upload")
                            .asText();
            credentials.setPassword(PersonId.ME, "correct horse battery");
            token =
                    credentials.createToken(
                            new PersonId("anna"), "t", Set.of(Scope.READ, Scope.WRITE));
            assertThat(post("", "", fields("upload", ofMe)).statusCode()).isEqualTo(404);
            assertThat(post("", "", fields("upload", ofMe, "dryRun", "true")).statusCode())
                    .isEqualTo(404);
            assertThat(log.count(new PersonId("anna"))).isZero();
            token = credentials.createToken(PersonId.ME, "t", Set.of(Scope.READ, Scope.WRITE));
            ended(post("", "", fields("upload", ofMe)));
            assertThat(log.count(PersonId.ME)).isEqualTo(1);
        }

        @Test
        void seesAndUndoesTheirOwnOnly() throws Exception {
            String ofMe = ended(post("r.csv", IMDB, fields())).get("id").asText();
            credentials.setPassword(PersonId.ME, "correct horse battery");
            token =
                    credentials.createToken(
                            new PersonId("anna"), "t", Set.of(Scope.READ, Scope.WRITE));
            assertThat(get("api/v1/imports").get("imports")).isEmpty();
            assertThat(send("GET", "api/v1/imports/" + ofMe, "", "").statusCode()).isEqualTo(403);
            assertThat(send("DELETE", "api/v1/imports/" + ofMe, "", "").statusCode())
                    .isEqualTo(403);
            assertThat(log.count(PersonId.ME)).isEqualTo(1);
        }
    }

    @Nested
    class APreviewInTheBackground {
        private final CountDownLatch first = new CountDownLatch(1);

        private HttpResponse<String> behindALongerOne() throws Exception {
            tasks.submit("preview", "a longer one", null, progress -> first.await());
            return post("ratings.csv", IMDB, fields("dryRun", "true"), "respond-async");
        }

        private String path(HttpResponse<String> begun) {
            return begun.headers().firstValue("Location").orElseThrow().substring(1);
        }

        private JsonNode over(String path) throws Exception {
            for (int i = 0; i < 400; i++) {
                JsonNode state = get(path);
                if (!List.of("queued", "running").contains(state.get("status").asText()))
                    return state;
                Thread.sleep(Duration.ofMillis(25));
            }
            throw new AssertionError("The preview did not end");
        }

        @Test
        void tellsHowFarItIsThenWhatWouldGoIn() throws Exception {
            HttpResponse<String> begun = behindALongerOne();
            assertThat(begun.statusCode()).describedAs(begun.body()).isEqualTo(202);
            JsonNode waiting = get(path(begun));
            assertThat(waiting.get("status").asText()).isEqualTo("queued");
            assertThat(waiting.has("preview")).isFalse();
            first.countDown();
            JsonNode done = over(path(begun));
            assertThat(done.get("status").asText()).isEqualTo("done");
            assertThat(done.at("/preview/signals/added").asInt()).isEqualTo(1);
            assertThat(log.count(PersonId.ME)).isZero();
            ended(post("", "", fields("upload", done.get("upload").asText())));
            assertThat(log.count(PersonId.ME)).isEqualTo(1);
        }

        @Test
        void isCancelledAsAnyTask() throws Exception {
            HttpResponse<String> begun = behindALongerOne();
            tasks.cancel(get(path(begun)).get("task").asText());
            first.countDown();
            assertThat(over(path(begun)).get("status").asText()).isEqualTo("cancelled");
            assertThat(home.folder().resolve("uploads")).isEmptyDirectory();
        }

        @Test
        void isDiscardedWithItsUpload() throws Exception {
            HttpResponse<String> begun = behindALongerOne();
            assertThat(send("DELETE", path(begun), "", "").statusCode()).isEqualTo(204);
            first.countDown();
            assertThat(home.folder().resolve("uploads")).isEmptyDirectory();
            assertThat(send("GET", path(begun), "", "").statusCode()).isEqualTo(404);
        }

        @Test
        void ofAFileThatNobodyUnderstandsIsRefusedAtOnce() throws Exception {
            HttpResponse<String> refused =
                    post("notes.txt", "some words", fields("dryRun", "true"), "respond-async");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(home.folder().resolve("uploads")).isEmptyDirectory();
        }
    }

    @Nested
    class AtTheNextStart {
        @Test
        void uploadsThatWereLeftAreGone() throws Exception {
            post("ratings.csv", IMDB, fields("dryRun", "true"));
            Path folder = home.folder().resolve("uploads");
            new Uploads(home.folder(), 2_000, CLOCK);
            try (var left = Files.list(folder)) {
                assertThat(left).isEmpty();
            }
        }
    }
}
