package io.skuld.server.ingest.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.server.ingest.outgoing.FakeHost;
import io.skuld.server.web.TestServer;
import io.skuld.server.web.TestServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sources over the API, with a real server and a host of the web on loopback.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceRoutesTest {
    private final FakeHost host = new FakeHost();
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path home) {
        server = TestServer.start(home, FakeHost.ALLOWED);
        host.at("/a", FakeHost.feed(ScheduleTest.feed("a", 1, 2)));
    }

    @AfterAll
    void stop() {
        server.close();
        host.close();
    }

    private Answer follow(String address) {
        return server.post("/api/v1/sources", "{\"address\":\"%s\"}".formatted(address));
    }

    private JsonNode source(String id) {
        return server.get("/api/v1/sources/" + id).json();
    }

    @Test
    void whatIsFollowedIsReadAndItsItemsAreThere() {
        Answer added = follow(host.address("/a"));
        assertThat(added.status()).isEqualTo(201);
        String id = added.json().path("id").asText();
        ScheduleTest.waitUntil(() -> source(id).path("last").path("added").asInt() == 2);
        assertThat(source(id).path("title").asText()).isEqualTo("a");
        assertThat(server.get("/api/v1/items?query=a").text()).contains("a 1").contains("a 2");
        assertThat(follow(host.address("/a")).status()).isEqualTo(200);
        assertThat(server.get("/api/v1/sources/" + id + "/runs").json().path("runs")).hasSize(1);
        assertThat(server.get("/api/v1/hosts").json().at("/hosts/0/host").asText())
                .isEqualTo("127.0.0.1");
        assertThat(server.post("/api/v1/sources/" + id + "/run", "").status()).isEqualTo(202);
        ScheduleTest.waitUntil(() ->
                server.get("/api/v1/sources/" + id + "/runs").json().path("runs").size() == 2);
    }

    @Test
    void whatFailsSaysWhy() {
        String id = follow(host.address("/nothing")).json().path("id").asText();
        ScheduleTest.waitUntil(() -> source(id).has("last"));
        assertThat(source(id).at("/last/trouble").asText()).isEqualTo("not-found");
        assertThat(source(id).at("/last/message").asText()).contains("404");
        assertThat(source(id).path("failures").asInt()).isEqualTo(1);
    }

    @Test
    void canBePausedTakenOutAndBroughtBack() {
        String id = follow(host.address("/b")).json().path("id").asText();
        String path = "/api/v1/sources/" + id;
        JsonNode paused = server.patch(path, "{\"state\":\"paused\",\"every\":\"PT6H\"}").json();
        assertThat(paused.path("state").asText()).isEqualTo("paused");
        assertThat(paused.path("every").asText()).isEqualTo("PT6H");
        assertThat(server.post(path + "/run", "").status()).isEqualTo(409);
        assertThat(server.delete(path).status()).isEqualTo(204);
        assertThat(server.get("/api/v1/sources").text()).doesNotContain(id);
        server.patch(path, "{\"state\":\"active\"}");
        assertThat(server.get("/api/v1/sources").text()).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"address\":\"\"}",
                "{\"address\":\"file:///etc/passwd\"}",
                "{\"address\":\"https://example.org/\",\"every\":1}",
                "{\"address\":\"https://example.org/\",\"colour\":\"red\"}",
                "{\"adress\":\"https://example.org/\"}"
            })
    void whatCannotBeFollowedIsRefusedWithAReason(String body) {
        Answer refused = server.post("/api/v1/sources", body);
        assertThat(refused.status()).isIn(400, 503);
        assertThat(refused.detail()).isNotBlank();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(server.get("/api/v1/sources/none").status()).isEqualTo(404);
        assertThat(server.patch("/api/v1/sources/none", "{}").status()).isEqualTo(404);
    }
}
