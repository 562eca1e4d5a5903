package io.skuld.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Kills the server with SIGKILL in the middle of a thousand `POST /signals` from several writers, again and again on the
/// same data, and counts what had been acknowledged and is missing after the next start. The right number is 0.
///
/// `./skuld bench kill-9 [KILLS]`. A kill spares the page cache of the system; power loss is another matter.
final class KillNine {
    private static final int SIGNALS = 1_000;
    private static final int WRITERS = 4;
    private static final int ITEMS = 100;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path home;
    private final int signals;
    private final Random random = new Random(9);
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private int cutOff;

    private KillNine(Path home, int signals) {
        this.home = home;
        this.signals = signals;
    }

    /// @param cutOff kills that left some request without an answer
    /// @param acknowledged signals that the server said it had stored
    /// @param missing those of them that are not there after the last start
    record Outcome(int kills, int cutOff, int acknowledged, Set<String> missing) {}

    static void run(int kills) throws IOException, InterruptedException {
        Outcome outcome = drill(Files.createTempDirectory("skuld-kill-9-"), kills, SIGNALS);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("kills", kills);
        figures.put("signalsPerKill", SIGNALS);
        figures.put("writers", WRITERS);
        figures.put("killsThatCutRequestsOff", outcome.cutOff());
        figures.put("acknowledged", outcome.acknowledged());
        figures.put("missing", outcome.missing().size());
        Results.write("kill-9.json", List.of("bench", "kill-9", String.valueOf(kills)), figures);
    }

    /// @param home an empty folder
    /// @param signals how many are sent before each kill, if it comes late
    static Outcome drill(Path home, int kills, int signals)
            throws IOException, InterruptedException {
        KillNine drill = new KillNine(home, signals);
        for (int kill = 0; kill < kills; kill++) {
            drill.writeAndKill(kill);
            System.out.printf("kill %d: %d acknowledged%n", kill + 1, drill.acknowledged.size());
        }
        return new Outcome(kills, drill.cutOff, drill.acknowledged.size(), drill.missing());
    }

    /// A server as its own process.
    private record Server(Process process, URI address) {
        static Server start(Path home) throws IOException {
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "--add-modules=jdk.incubator.vector",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "--sun-misc-unsafe-memory-access=allow",
                                    "-Xmx512m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "io.skuld.server.cli.Main",
                                    "serve",
                                    "--port",
                                    "0",
                                    "--home",
                                    home.toString())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            BufferedReader out =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                int at = line.indexOf("http://");
                if (at >= 0) return new Server(process, URI.create(line.substring(at).strip()));
            }
            throw new IOException("The server did not tell its address");
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }

    private void writeAndKill(int kill) throws IOException, InterruptedException {
        Server server = Server.start(home);
        if (kill == 0) addItems(server);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        int killAt = signals / 10 + random.nextInt(signals * 8 / 10);
        Thread[] writers = new Thread[WRITERS];
        for (int w = 0; w < WRITERS; w++)
            writers[w] = Thread.ofVirtual().start(() -> write(server, kill, next, refused));
        while (next.get() < killAt) Thread.sleep(1);
        server.kill();
        for (Thread writer : writers) writer.join();
        if (refused.get() > 0) cutOff++;
    }

    private void addItems(Server server) throws IOException, InterruptedException {
        StringBuilder items = new StringBuilder("[");
        for (int n = 0; n < ITEMS; n++)
            items.append(n == 0 ? "" : ",")
                    .append(
                            "{\"id\":\"drill:%d\",\"kind\":\"video\",\"title\":\"Video %d\"}"
                                    .formatted(n, n));
        try (HttpClient client = HttpClient.newHttpClient()) {
            int status = post(client, server, "api/v1/items", items + "]").statusCode();
            if (status != 201) throw new IllegalStateException("items: " + status);
        }
    }

    /// Goes on until all are sent or the server is gone.
    private void write(Server server, int kill, AtomicInteger next, AtomicInteger refused) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int n = next.getAndIncrement(); n < signals; n = next.getAndIncrement()) {
                String id = "k%d-%d".formatted(kill, n);
                String body =
                        "{\"id\":\"%s\",\"item\":\"drill:%d\",\"type\":\"rated\",\"value\":%d}"
                                .formatted(id, n % ITEMS, n % 11);
                if (post(client, server, "api/v1/signals", body).statusCode() == 201)
                    acknowledged.add(id);
            }
        } catch (IOException gone) {
            refused.incrementAndGet();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> post(
            HttpClient client, Server server, String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(server.address().resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private Set<String> missing() throws IOException, InterruptedException {
        Server server = Server.start(home);
        Set<String> missing = new HashSet<>(acknowledged);
        try (HttpClient client = HttpClient.newHttpClient()) {
            String before = "";
            while (!before.equals("none")) {
                JsonNode page =
                        MAPPER.readTree(
                                client.send(
                                                HttpRequest.newBuilder(
                                                                server.address()
                                                                        .resolve(
                                                                                "api/v1/people/me/signals?limit=500"
                                                                                        + before))
                                                        .build(),
                                                BodyHandlers.ofString())
                                        .body());
                page.path("signals").forEach(signal -> missing.remove(signal.path("id").asText()));
                before = page.has("before") ? "&before=" + page.path("before").asLong() : "none";
            }
        } finally {
            server.kill();
        }
        return missing;
    }
}
