package io.skuld.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.skuld.server.App;
import io.skuld.server.Settings;
import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.ImportRequest;
import io.skuld.server.tasks.Tasks.Progress;
import io.skuld.server.web.WebServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How long a server needs to read many channels of one host for the first time, politely: four requests at a time, each
/// answered after a tenth of a second with 15 videos, as YouTube does. The host is a stand-in on loopback.
///
/// `./skuld bench read-sources [CHANNELS]`; the aim is 200 in a minute.
final class ReadSources {
    private static final int VIDEOS = 15;
    private static final Duration ANSWER = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReadSources() {}

    static void run(int channels) throws IOException, InterruptedException {
        HttpServer host = host();
        Path home = Files.createTempDirectory("skuld-read-sources-");
        String address = "http://127.0.0.1:" + host.getAddress().getPort();
        Map<String, String> settings =
                Map.of(
                        "server.port", "0",
                        "outgoing.private-hosts", "127.0.0.1",
                        "sources.youtube-address", address);
        try (App app = App.open(Settings.read(home, Map.of(), settings))) {
            Path list = Files.writeString(home.resolve("list.opml"), opml(channels));
            try (Bundle bundle = Bundle.open(list)) {
                app.imports().run(bundle, ImportRequest.DEFAULTS, new Unwatched());
            }
            Instant began = Instant.now();
            try (WebServer web = app.serve()) {
                waitUntilRead(web.address(), channels);
                Duration took = Duration.between(began, Instant.now());
                Map<String, Object> figures = new LinkedHashMap<>();
                figures.put("channels", channels);
                figures.put("videos", app.catalog().size());
                figures.put("hostAnswersAfterMillis", ANSWER.toMillis());
                figures.put("seconds", took.toMillis() / 1000.0);
                figures.put("channelsPerMinute", Math.round(channels * 60_000.0 / took.toMillis()));
                Results.write(
                        "read-sources.json",
                        List.of("bench", "read-sources", String.valueOf(channels)),
                        figures);
            }
        } finally {
            host.stop(0);
        }
    }

    private static HttpServer host() throws IOException {
        HttpServer host = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1_000);
        host.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        host.createContext(
                "/",
                exchange -> {
                    String query = exchange.getRequestURI().getQuery();
                    byte[] feed = feed(query).getBytes(StandardCharsets.UTF_8);
                    try {
                        Thread.sleep(ANSWER);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=UTF-8");
                    exchange.sendResponseHeaders(200, feed.length);
                    exchange.getResponseBody().write(feed);
                    exchange.close();
                });
        host.start();
        return host;
    }

    private static String channel(int n) {
        return "UC%022d".formatted(n);
    }

    private static String opml(int channels) {
        return IntStream.range(0, channels)
                .mapToObj(n ->
                        "<outline type=\"rss\" title=\"Channel %d\" xmlUrl=\"https://www.youtube.com/feeds/videos.xml?channel_id=%s\"/>"
                                .formatted(n, channel(n)))
                .collect(
                        Collectors.joining("\n", "<opml version=\"1.1\"><body>", "</body></opml>"));
    }

    private static String feed(String query) {
        String number = query.replaceAll(".*UC0*(?=\\d)", "");
        return IntStream.range(0, VIDEOS)
                .mapToObj(v ->
                        "<entry><id>yt:video:%1$s</id><yt:videoId>%1$s</yt:videoId><title>Video %2$d of channel %3$s</title><link rel=\"alternate\" href=\"https://www.youtube.com/watch?v=%1$s\"/><author><name>Channel %3$s</name></author><published>2026-11-20T10:00:00+00:00</published></entry>"
                                .formatted(
                                        "%6s%05d".formatted(number, v).replace(' ', 'c'),
                                        v,
                                        number))
                .collect(
                        Collectors.joining(
                                "",
                                "<feed xmlns:yt=\"http://www.youtube.com/xml/schemas/2015\" xmlns=\"http://www.w3.org/2005/Atom\"><title>Channel "
                                        + number
                                        + "</title>",
                                "</feed>"));
    }

    private static void waitUntilRead(URI server, int channels)
            throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.resolve("/api/v1/sources"))
                            .timeout(Duration.ofSeconds(30))
                            .build();
            while (Instant.now().isBefore(end)) {
                JsonNode sources =
                        MAPPER.readTree(client.send(request, BodyHandlers.ofString()).body())
                                .path("sources");
                int read = 0;
                for (JsonNode source : sources)
                    if (source.at("/last/outcome").asText().equals("read")) read++;
                if (read == channels) return;
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("Not all were read within " + PATIENCE);
    }

    /// Nobody looks at how far the list is.
    private static final class Unwatched implements Progress {
        @Override
        public void at(long done, long total, String message) {
            // The list is short.
        }

        @Override
        public void checkpoint() {
            // Nobody cancels it.
        }
    }
}
