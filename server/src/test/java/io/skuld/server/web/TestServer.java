package io.skuld.server.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.server.App;
import io.skuld.server.Settings;
import io.skuld.server.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A real server on a free port over a data folder of its own, and a client to speak to it.
public final class TestServer implements AutoCloseable {
    private final App app;
    private final WebServer web;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestServer(App app) {
        this.app = app;
        this.web = app.serve();
    }

    public static TestServer start(Path home, Map<String, String> settings) {
        Map<String, String> all = new java.util.HashMap<>(settings);
        all.put("server.port", "0");
        return new TestServer(App.open(Settings.read(home, Map.of(), all)));
    }

    public URI address() {
        return web.address();
    }

    public App app() {
        return app;
    }

    List<String> routes() {
        return web.routes();
    }

    /// @param status of the answer
    /// @param text its body
    /// @param trigger what the page is told beside it
    public record Answer(int status, String contentType, String text, String trigger) {
        public JsonNode json() {
            try {
                return Json.mapper().readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(text, e);
            }
        }

        /// What a problem says.
        public String detail() {
            return json().path("detail").asText();
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Answer patch(String path, String body) {
        return send("PATCH", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer send(
            String method,
            String path,
            @org.jspecify.annotations.Nullable String body,
            String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(web.address() + path.substring(1)))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (headers.length > 0) request.headers(headers);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body(),
                    response.headers().firstValue("HX-Trigger").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        web.close();
        app.close();
    }
}
