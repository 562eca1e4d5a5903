package io.skuld.server.ingest.outgoing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A host on loopback that stands in for one of the web, and remembers what it was asked.
public final class FakeHost implements AutoCloseable {
    /// Settings under which it may be asked.
    public static final Map<String, String> ALLOWED =
            Map.of("outgoing.private-hosts", "127.0.0.1", "outgoing.timeout", "5s");

    /// Answers one request.
    @FunctionalInterface
    public interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    public FakeHost() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(path);
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            pages.getOrDefault(path, text(404, "text/plain", "nothing here")).answer(exchange);
        } finally {
            now.decrementAndGet();
            exchange.close();
        }
    }

    /// @param path with its query
    public FakeHost at(String path, Page page) {
        pages.put(path, page);
        return this;
    }

    public String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /// Paths in the order they were asked for.
    public List<String> asked() {
        return asked;
    }

    /// The most requests that were under way together.
    public int mostAtOnce() {
        return most.get();
    }

    /// @param headers name, value, name, value …
    public static Page text(int status, String type, String body, String... headers) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            send(exchange, status, bytes, headers);
        };
    }

    public static Page feed(String xml) {
        return text(200, "application/rss+xml", xml);
    }

    /// Says 304 to whoever knows this version.
    public static Page versioned(String etag, String lastModified, String xml) {
        return exchange -> {
            boolean known =
                    etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
                            && lastModified.equals(
                                    exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            exchange.getResponseHeaders().set("ETag", etag);
            exchange.getResponseHeaders().set("Last-Modified", lastModified);
            if (known) exchange.sendResponseHeaders(304, -1);
            else feed(xml).answer(exchange);
        };
    }

    public static void send(HttpExchange exchange, int status, byte[] body, String... headers)
            throws IOException {
        for (int h = 0; h < headers.length; h += 2)
            exchange.getResponseHeaders().set(headers[h], headers[h + 1]);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) exchange.getResponseBody().write(body);
    }

    public static Page redirect(int status, String location) {
        return exchange -> send(exchange, status, new byte[0], "Location", location);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
