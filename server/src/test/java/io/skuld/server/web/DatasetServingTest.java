package io.skuld.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.server.App;
import io.skuld.server.Settings;
import io.skuld.server.http.Json;
import io.skuld.server.serving.DatasetModel;
import io.skuld.server.serving.DatasetPlan;
import io.skuld.server.serving.ModelKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `serve --interactions` as a program sees it: the calls of [ServingApiTest], answered from a data set.
class DatasetServingTest {
    @TempDir Path folder;
    private Path data;
    private DatasetModel model;
    private App app;
    private WebServer web;
    private HttpClient client;

    @BeforeEach
    void start() throws IOException {
        data = Files.createDirectories(folder.resolve("tiny"));
        StringBuilder train = new StringBuilder();
        for (int person = 0; person < 6; person++)
            for (int item = 0; item < 6; item++)
                if ((person + item) % 4 > 0)
                    train.append("%d %d %d%n".formatted(person, item, item < 5 ? 1 : 0));
        Files.writeString(data.resolve("train.txt"), train.toString());
        Files.writeString(data.resolve("valid.txt"), "0 0 1\n");
        Files.writeString(data.resolve("test.txt"), "0 4 1\n");
        open(false);
    }

    private void open(boolean refit) {
        Path home = folder.resolve("home");
        model =
                DatasetModel.start(
                        new DatasetPlan(data, 1, ModelKind.HYBRID, home, null, refit), line -> {});
        app = App.open(Settings.read(home, Map.of(), Map.of("server.port", "0")));
        app.serveFrom(model);
        web = app.serve();
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        web.close();
        app.close();
        model.close();
        client.close();
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(web.address() + path.substring(1)))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.mapper().readTree(answer.body());
    }

    @Test
    void peopleAndItemsAreNamedByTheirNumbers() throws Exception {
        JsonNode answer = get("/api/v1/recommendations?user=0&n=2");
        assertThat(answer.path("model").asText()).isEqualTo("000001");
        assertThat(answer.findValuesAsText("item")).containsExactlyInAnyOrder("0", "4");
        assertThat(get("/api/v1/embeddings/3").path("vector")).hasSize(64);
        assertThat(get("/api/v1/features/5").at("/features/likes").asInt()).isZero();
    }

    @Test
    void whatIsReportedIsThereAfterAStart() throws Exception {
        String body = "{\"id\":\"e1\",\"user\":\"zoe\",\"item\":\"new song\",\"weight\":1}";
        assertThat(send("POST", "/api/v1/log/interactions", body).statusCode()).isEqualTo(201);
        assertThat(get("/api/v1/recommendations?user=zoe&n=3").path("newcomer").asBoolean())
                .isFalse();
        stop();
        open(false);
        assertThat(get("/api/v1/history/zoe").at("/edges/0/item").asText()).isEqualTo("new song");
        assertThat(send("POST", "/api/v1/log/interactions", body).statusCode()).isEqualTo(200);
    }

    @Test
    void versionsAreActivatedForwardAndBack() throws Exception {
        stop();
        open(true);
        assertThat(get("/api/v1/models/latest").path("version").asText()).isEqualTo("000002");
        HttpResponse<String> back = send("POST", "/api/v1/models/000001/activate", "");
        assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
        JsonNode latest = get("/api/v1/models/latest");
        assertThat(latest.path("version").asText()).isEqualTo("000001");
        assertThat(latest.at("/versions/0/version").asText()).isEqualTo("000002");
        assertThat(latest.at("/versions/0/active").asBoolean()).isFalse();
        assertThat(send("POST", "/api/v1/models/000009/activate", "").statusCode()).isEqualTo(404);
    }

    @Test
    void nobodyGetsAnythingButNumbersWhateverWasReported() throws Exception {
        for (int item = 0; item < 6; item++) report("grump", "" + item, -1);
        for (double weight : new double[] {1, -1, .01, -.01, 1}) report("fickle", "3", weight);
        report("0", "never seen", -1);
        for (String user : new String[] {"nobody-yet", "grump", "fickle", "0", "99999999"})
            for (String caution : new String[] {"0", "3", "999"}) {
                JsonNode answer =
                        get(
                                "/api/v1/recommendations?n=20&user=%s&caution=%s"
                                        .formatted(user, caution));
                answer.path("items")
                        .forEach(item ->
                                assertThat(
                                                Double.isFinite(item.path("score").doubleValue())
                                                        && item.path("score").isNumber())
                                        .as(item.toString())
                                        .isTrue());
            }
        assertThat(send("GET", "/api/v1/graph/99999999999", "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/api/v1/features/-1", "").statusCode()).isEqualTo(404);
        JsonNode state = get("/api/v1/monitor/performance");
        assertThat(state.at("/foretold/tested").asInt()).isEqualTo(3);
        assertThat(state.at("/secondStage/why").asText()).contains("hybrid");
    }

    private void report(String user, String item, double weight) throws Exception {
        String body =
                "{\"user\":\"%s\",\"item\":\"%s\",\"weight\":%s}".formatted(user, item, weight);
        assertThat(send("POST", "/api/v1/log/interactions", body).statusCode()).isEqualTo(201);
    }
}
