package io.skuld.server.ingest.account;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// Google's token endpoint and the YouTube Data API on loopback, as they are documented: PKCE and device codes, tokens that
/// expire, pages, quota errors, slow answers.
public final class FakeYouTube implements AutoCloseable {
    static final String CHANNEL = "UC%022d";

    private final HttpServer server;
    public final List<String> asked = new CopyOnWriteArrayList<>();
    public final List<String> liked = new CopyOnWriteArrayList<>();
    final List<String> disliked = new CopyOnWriteArrayList<>();
    public final Map<String, String> challenges = new HashMap<>();
    private final Set<String> valid = new HashSet<>();
    public volatile int channels;
    public volatile int interval = 5;
    volatile String refresh = "refresh-1";
    public volatile String deviceAnswer = "authorization_pending";
    public volatile int revokeStatus = 200;
    volatile String revokeAnswer = "{}";
    volatile String failure = "";
    volatile int failureStatus;
    volatile long slowMillis;
    volatile String account = CHANNEL.formatted(77);

    /// The last page that is answered; further ones fail.
    volatile int pages = Integer.MAX_VALUE;

    private int tokens;

    public FakeYouTube() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /// For a whole server.
    public Map<String, String> asSettings() {
        YouTubeSettings settings = settings(10_000);
        return Map.of(
                "youtube.api", settings.api(),
                "youtube.consent", settings.consent(),
                "youtube.tokens", settings.tokens());
    }

    YouTubeSettings settings(int quota) {
        String home = "http://127.0.0.1:" + server.getAddress().getPort();
        return new YouTubeSettings(home + "/api", home + "/consent", home + "/oauth", quota);
    }

    /// As a video's id has 11 characters.
    public static String video(int n) {
        return "vid%08d".formatted(n);
    }

    void like(int from, int to) {
        for (int n = from; n < to; n++) liked.add(video(n));
    }

    synchronized void expireTokens() {
        valid.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        Map<String, String> form =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.add(path + (query.isEmpty() ? "" : "?" + exchange.getRequestURI().getQuery()));
        try {
            if (slowMillis > 0) Thread.sleep(slowMillis);
            switch (path) {
                case "/oauth/token" -> token(exchange, form);
                case "/oauth/device/code" ->
                        send(
                                exchange,
                                200,
                                "{\"device_code\":\"dev\",\"user_code\":\"ABCD-EFGH\",\"verification_url\":\"https://www.google.com/device\",\"expires_in\":1800,\"interval\":%d}"
                                        .formatted(interval));
                case "/oauth/revoke" -> send(exchange, revokeStatus, revokeAnswer);
                default -> api(exchange, path, query);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private synchronized void token(HttpExchange exchange, Map<String, String> form)
            throws IOException {
        switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" -> {
                boolean proven =
                        Accounts.challenge(form.getOrDefault("code_verifier", ""))
                                .equals(challenges.get(form.get("code")));
                if (proven) give(exchange, true);
                else
                    send(
                            exchange,
                            400,
                            "{\"error\":\"invalid_grant\",\"error_description\":\"Bad code verifier\"}");
            }
            case "refresh_token" -> {
                if (refresh.equals(form.get("refresh_token"))) give(exchange, false);
                else
                    send(
                            exchange,
                            400,
                            "{\"error\":\"invalid_grant\",\"error_description\":\"Token has been expired or revoked.\"}");
            }
            default -> {
                if (deviceAnswer.isEmpty()) give(exchange, true);
                else send(exchange, 428, "{\"error\":\"" + deviceAnswer + "\"}");
            }
        }
    }

    private void give(HttpExchange exchange, boolean lasting) throws IOException {
        String token = "access-" + ++tokens;
        valid.add(token);
        send(
                exchange,
                200,
                "{\"access_token\":\"%s\",\"expires_in\":3599,\"token_type\":\"Bearer\"%s}"
                        .formatted(token, lasting ? ",\"refresh_token\":\"" + refresh + "\"" : ""));
    }

    private void api(HttpExchange exchange, String path, Map<String, String> query)
            throws IOException {
        String bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!valid.contains(bearer.replace("Bearer ", ""))) {
            send(
                    exchange,
                    401,
                    "{\"error\":{\"code\":401,\"errors\":[{\"reason\":\"authError\"}]}}");
            return;
        }
        if (!failure.isEmpty()) {
            send(
                    exchange,
                    failureStatus,
                    "{\"error\":{\"code\":%d,\"errors\":[{\"domain\":\"youtube.quota\",\"reason\":\"%s\"}]}}"
                            .formatted(failureStatus, failure));
            return;
        }
        if (path.equals("/api/channels"))
            send(exchange, 200, "{\"items\":[{\"id\":\"%s\"}]}".formatted(account));
        else if (path.equals("/api/subscriptions")) {
            List<String> all = new ArrayList<>();
            for (int n = 0; n < channels; n++)
                all.add(
                        "{\"snippet\":{\"title\":\"Channel %d\",\"resourceId\":{\"channelId\":\"%s\"}}}"
                                .formatted(n, CHANNEL.formatted(n)));
            page(exchange, all, query);
        } else if (query.containsKey("myRating"))
            page(
                    exchange,
                    (query.get("myRating").equals("like") ? liked : disliked)
                            .stream().map(FakeYouTube::described).toList(),
                    query);
        else
            send(
                    exchange,
                    200,
                    "{\"items\":["
                            + Arrays.stream(query.get("id").split(","))
                                    .filter(id -> !id.startsWith("gone"))
                                    .map(FakeYouTube::described)
                                    .collect(Collectors.joining(","))
                            + "]}");
    }

    private void page(HttpExchange exchange, List<String> all, Map<String, String> query)
            throws IOException {
        int from = Integer.parseInt(query.getOrDefault("pageToken", "0"));
        int size = Integer.parseInt(query.get("maxResults"));
        int to = Math.min(all.size(), from + size);
        if (from / size >= pages) {
            send(exchange, 500, "{}");
            return;
        }
        String next = to < all.size() ? "\"nextPageToken\":\"" + to + "\"," : "";
        send(
                exchange,
                200,
                "{%s\"pageInfo\":{\"totalResults\":%d},\"items\":[%s]}"
                        .formatted(next, all.size(), String.join(",", all.subList(from, to))));
    }

    private static String described(String id) {
        return "{\"id\":\"%s\",\"snippet\":{\"title\":\"Video %s\",\"channelTitle\":\"A channel\",\"channelId\":\"%s\",\"description\":\"About\",\"publishedAt\":\"2024-01-01T00:00:00Z\",\"tags\":[\"Java\"],\"categoryId\":\"27\"},\"contentDetails\":{\"duration\":\"PT1H2M3S\"}}"
                .formatted(id, id, CHANNEL.formatted(1));
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new HashMap<>();
        if (text == null || text.isEmpty()) return form;
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
