package io.skuld.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `openapi.json` is written by hand; this holds it to what the server does.
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private TestServer server;
    private JsonNode document;

    @BeforeEach
    void start(@TempDir Path home) {
        server = TestServer.start(home, Map.of());
        document = server.get("/openapi.json").json();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void namesEveryCallThereIsAndNoOther() {
        Set<String> documented = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .fieldNames()
                                .forEachRemaining(method -> {
                                    if (METHODS.contains(method))
                                        documented.add(
                                                method.toUpperCase(java.util.Locale.ROOT)
                                                        + " "
                                                        + path.getKey());
                                }));
        Set<String> registered = new TreeSet<>();
        for (String route : server.routes())
            if (route.contains(" /api/") || route.matches("GET /(health/.*|metrics|openapi.json)"))
                registered.add(route.replace('<', '{').replace('>', '}'));
        assertThat(registered).isNotEmpty().isEqualTo(documented);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = document.findValuesAsText("$ref");
        assertThat(references).isNotEmpty();
        for (String reference : references)
            assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }

    @Test
    void everyCallHasAnIdASummaryAndItsErrors() {
        Set<String> ids = new TreeSet<>();
        for (JsonNode path : document.path("paths"))
            path.properties().stream()
                    .filter(entry -> METHODS.contains(entry.getKey()))
                    .forEach(entry -> {
                        JsonNode call = entry.getValue();
                        assertThat(ids.add(call.path("operationId").asText()))
                                .as(call.path("operationId").asText())
                                .isTrue();
                        assertThat(call.path("summary").asText()).isNotBlank();
                        assertThat(call.path("responses")).isNotEmpty();
                    });
    }

    @Test
    void theExamplesWork() {
        assertThat(post("/api/v1/items").status()).isEqualTo(201);
        assertThat(post("/api/v1/people").status()).isEqualTo(201);
        assertThat(post("/api/v1/signals").status()).isEqualTo(201);
        assertThat(post("/api/v1/signals").status()).as("again").isEqualTo(200);
        JsonNode correction = example("/api/v1/items/{id}", "patch");
        assertThat(server.patch("/api/v1/items/imdb:tt0113277", correction.toString()).status())
                .isEqualTo(200);
    }

    private TestServer.Answer post(String path) {
        return server.post(path, example(path, "post").toString());
    }

    private JsonNode example(String path, String method) {
        return document.path("paths")
                .path(path)
                .path(method)
                .at("/requestBody/content/application~1json/example");
    }

    @Test
    void answersHaveTheFieldsThatAreRequired() {
        post("/api/v1/items");
        server.post(
                "/api/v1/items", "{\"id\":\"test:2\",\"kind\":\"film\",\"title\":\"Collateral\"}");
        post("/api/v1/signals");
        JsonNode feed = server.get("/api/v1/feed").json();
        requires("FeedPage", feed);
        requires("Item", feed.at("/items/0"));
        assertThat(feed.at("/items/0").has("why")).isTrue();
        requires("Reason", feed.at("/items/0/why/0"));
        requires("Prediction", feed.at("/items/0/prediction"));
        JsonNode item = server.get("/api/v1/items/imdb:tt0113277").json();
        requires("Signal", item.at("/signals/0"));
        requires("Person", server.get("/api/v1/people").json().at("/people/0"));
        requires("Problem", server.get("/api/v1/items/test:none").json());
    }

    /// All required fields are there, and none that is not documented.
    private void requires(String schema, JsonNode answer) {
        JsonNode described = document.at("/components/schemas/" + schema);
        for (JsonNode field : described.path("required"))
            assertThat(answer.has(field.asText())).as(schema + "." + field.asText()).isTrue();
        if (schema.equals("Item")) return; // its cards and views have more
        answer.fieldNames()
                .forEachRemaining(field ->
                        assertThat(described.path("properties").has(field))
                                .as(schema + "." + field)
                                .isTrue());
    }
}
