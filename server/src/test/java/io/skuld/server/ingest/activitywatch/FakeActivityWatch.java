package io.skuld.server.ingest.activitywatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.skuld.server.ingest.outgoing.FakeHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// An ActivityWatch on loopback with events of one's choice. It answers as the real one does: all buckets by name, and of a
/// bucket the newest events that overlap a time, newest first.
public final class FakeActivityWatch implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Event(Instant at, Duration length, Map<String, Object> data) {}

    private record Bucket(Map<String, Object> facts, List<Event> events) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Bucket> buckets = new LinkedHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile FakeHost.@Nullable Page instead;
    private volatile String insteadOf = "";

    public FakeActivityWatch() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public synchronized FakeActivityWatch bucket(
            String name, String type, String host, Instant created) {
        buckets.put(
                name,
                new Bucket(
                        Map.of(
                                "id", name,
                                "type", type,
                                "client", "test",
                                "hostname", host,
                                "created", created.toString().replace("Z", ".000123+00:00")),
                        new ArrayList<>()));
        return this;
    }

    /// The same start again replaces what was there, as a heartbeat does.
    public synchronized FakeActivityWatch event(
            String bucket, Instant at, Duration length, Map<String, Object> data) {
        List<Event> events = buckets.get(bucket).events();
        events.removeIf(event -> event.at().equals(at));
        events.add(new Event(at, length, data));
        return this;
    }

    public synchronized void remove(String bucket) {
        buckets.remove(bucket);
    }

    /// Answers requests whose path holds these letters in this way; null for as usual.
    public void instead(String of, FakeHost.@Nullable Page page) {
        insteadOf = of;
        instead = page;
    }

    /// Paths with their queries, in the order they were asked for.
    public List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestURI().toString());
        FakeHost.Page other = instead;
        try {
            if (other != null && path.contains(insteadOf)) other.answer(exchange);
            else if (path.equals("/api/0/buckets/")) json(exchange, facts());
            else if (path.matches("/api/0/buckets/[^/]+/events")) events(exchange, path);
            else FakeHost.text(404, "text/plain", "nothing here").answer(exchange);
        } finally {
            exchange.close();
        }
    }

    private synchronized Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        buckets.forEach((name, bucket) -> facts.put(name, bucket.facts()));
        return facts;
    }

    private synchronized void events(HttpExchange exchange, String path) throws IOException {
        Bucket bucket = buckets.get(path.split("/")[4]);
        if (bucket == null) {
            FakeHost.text(404, "application/json", "{\"message\":\"There's no bucket named\"}")
                    .answer(exchange);
            return;
        }
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        Instant start = OffsetDateTime.parse(query.get("start")).toInstant();
        Instant end = OffsetDateTime.parse(query.get("end")).toInstant();
        json(
                exchange,
                bucket.events().stream()
                        .filter(event -> !event.at().isAfter(end))
                        .filter(event -> !event.at().plus(event.length()).isBefore(start))
                        .sorted(Comparator.comparing(Event::at).reversed())
                        .limit(Long.parseLong(query.get("limit")))
                        .map(FakeActivityWatch::shown)
                        .toList());
    }

    private static Map<String, Object> shown(Event event) {
        return Map.of(
                "id", event.at().toEpochMilli(),
                "timestamp", event.at().toString(),
                "duration", event.length().toMillis() / 1000.0,
                "data", event.data());
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw.split("&"))
            query.put(
                    pair.substring(0, pair.indexOf('=')),
                    URLDecoder.decode(
                            pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8));
        return query;
    }

    private static void json(HttpExchange exchange, Object value) throws IOException {
        FakeHost.text(200, "application/json", JSON.writeValueAsString(value)).answer(exchange);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
