package io.skuld.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recommendations a second over HTTP while events are absorbed: starts `serve --interactions` as a process of its own,
/// lets `wrk` ask for people drawn at random, and posts the validation part's interactions at a steady pace. Everything
/// runs on this machine, so the driver takes its share of it.
///
/// `./skuld bench serve-load DATA OFFSET [SECONDS]`; `benchmarks/serve-load` sees to it that wrk is there.
final class ServeLoad {
    private static final int EVENTS_PER_SECOND = 500;
    private static final int EVENTS_PER_REQUEST = 10;
    private static final int CONNECTIONS = 8;
    private static final int N = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path data;
    private final double offset;
    private final int seconds;
    private final List<String> events;

    private ServeLoad(Path data, double offset, int seconds) throws IOException {
        this.data = data;
        this.offset = offset;
        this.seconds = seconds;
        List<String> lines = new ArrayList<>(Files.readAllLines(data.resolve("valid.txt")));
        Collections.shuffle(lines, new Random(42)); // the files are sorted by sign
        events = lines;
    }

    static void run(List<String> arguments) throws IOException, InterruptedException {
        ServeLoad load =
                new ServeLoad(
                        Path.of(arguments.get(1)),
                        Double.parseDouble(arguments.get(2)),
                        arguments.size() > 3 ? Integer.parseInt(arguments.get(3)) : 30);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("data", load.data.getFileName().toString());
        figures.put("secondsOfLoad", load.seconds);
        figures.put("connections", CONNECTIONS);
        figures.put("n", N);
        figures.put("firstStage", load.measure("hybrid"));
        figures.put("linearSecondStage", load.measure("ranked"));
        Results.write("serve-load.json", Bench.command(arguments), figures);
    }

    private Map<String, Object> measure(String model) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("skuld-serve-load-");
        Server server = start(home, model);
        Process process = server.process;
        try (HttpClient client = HttpClient.newHttpClient()) {
            JsonNode about = get(client, server.address.resolve("api/v1/models/latest"));
            Path script = script(home, about.path("people").asInt());
            wrk(server.address, script, WARM_UP);
            Poster poster = new Poster(client, server.address, model);
            Thread posting = Thread.ofPlatform().daemon().start(poster);
            long processorBefore = processor(process);
            String report = wrk(server.address, script, Duration.ofSeconds(seconds));
            long processorAfter = processor(process);
            poster.stop = true;
            posting.join();
            Map<String, Object> figures = parsed(report);
            long requests = requests(report);
            figures.put(
                    "serverProcessorMsPerRequestWithEvents",
                    Math.round((double) (processorAfter - processorBefore) / requests) / 1e3);
            figures.put("eventsPosted", poster.posted);
            figures.put("eventsPerSecond", Math.round(poster.posted * 10.0 / seconds) / 10.0);
            figures.put("eventRequests", Results.percentiles(poster.nanos()));
            return figures;
        } finally {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly();
        }
    }

    private record Server(Process process, URI address) {}

    private Server start(Path home, String model) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules=jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:+UseSerialGC",
                                "-Xms256m",
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.skuld.server.cli.Main",
                                "serve",
                                "--bare",
                                "--port",
                                "0",
                                "--home",
                                home.toString(),
                                "--interactions",
                                data.toString(),
                                "--offset",
                                Double.toString(offset),
                                "--model",
                                model));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            int at = line.indexOf("http://");
            if (at >= 0) return new Server(process, URI.create(line.substring(at).strip()));
        }
        throw new IOException("The server did not tell its address");
    }

    private static JsonNode get(HttpClient client, URI address)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).build();
        return MAPPER.readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    private static long processor(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1000;
    }

    private static Path script(Path home, int people) throws IOException {
        return Files.writeString(
                home.resolve("ask.lua"),
                """
                request = function()
                  return wrk.format("GET", "/api/v1/recommendations?n=%d&user=" .. math.random(0, %d))
                end
                """
                        .formatted(N, people - 1));
    }

    private static String wrk(URI server, Path script, Duration time)
            throws IOException, InterruptedException {
        Process wrk =
                new ProcessBuilder(
                                "wrk",
                                "--threads",
                                "1",
                                "--connections",
                                Integer.toString(CONNECTIONS),
                                "--duration",
                                time.toSeconds() + "s",
                                "--latency",
                                "--script",
                                script.toString(),
                                server.toString())
                        .redirectErrorStream(true)
                        .start();
        String report = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (wrk.waitFor() != 0) throw new IOException("wrk failed: " + report);
        return report;
    }

    private static Map<String, Object> parsed(String report) {
        if (report.contains("Non-2xx") || report.contains("Socket errors"))
            throw new IllegalStateException("Some requests failed:\n" + report);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(
                "requestsPerSecond", Double.parseDouble(found(report, "Requests/sec:\\s+(\\S+)")));
        figures.put("requests", requests(report));
        for (String percent : List.of("50", "90", "99"))
            figures.put("p" + percent + "Ms", millis(found(report, percent + "%\\s+(\\S+)")));
        return figures;
    }

    private static long requests(String report) {
        return Long.parseLong(found(report, "(\\d+) requests in"));
    }

    private static String found(String report, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(report);
        if (!matcher.find()) throw new IllegalStateException("No " + pattern + " in:\n" + report);
        return matcher.group(1);
    }

    /// wrk writes `870.00us`, `1.25ms` or `1.02s`.
    private static double millis(String text) {
        double number = Double.parseDouble(text.replaceAll("[a-z]+$", ""));
        if (text.endsWith("us")) return number / 1000;
        return text.endsWith("ms") ? number : number * 1000;
    }

    /// Posts events at a steady pace, whatever the server makes of it: a late answer does not slow the next ones down.
    private final class Poster implements Runnable {
        private final HttpClient client;
        private final URI address;
        private final String prefix;
        private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean stop;
        private volatile int posted;

        Poster(HttpClient client, URI server, String prefix) {
            this.client = client;
            this.address = server.resolve("api/v1/log/interactions");
            this.prefix = prefix;
        }

        long[] nanos() {
            return nanos.stream().mapToLong(Long::longValue).toArray();
        }

        @Override
        public void run() {
            long start = System.nanoTime();
            long between = TimeUnit.SECONDS.toNanos(EVENTS_PER_REQUEST) / EVENTS_PER_SECOND;
            List<Thread> waiting = new ArrayList<>();
            for (int batch = 0; !stop; batch++) {
                String body = body(batch);
                waiting.add(Thread.startVirtualThread(() -> post(body)));
                long pause = start + (batch + 1) * between - System.nanoTime();
                try {
                    if (pause > 0) TimeUnit.NANOSECONDS.sleep(pause);
                } catch (InterruptedException e) {
                    return;
                }
            }
            for (Thread thread : waiting)
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    return;
                }
        }

        private String body(int batch) {
            StringBuilder json = new StringBuilder("[");
            for (int k = 0; k < EVENTS_PER_REQUEST; k++) {
                int n = batch * EVENTS_PER_REQUEST + k;
                String[] fields = events.get(n % events.size()).split("[ \t,]+");
                json.append(k == 0 ? "" : ",")
                        .append(
                                "{\"id\":\"%s-%d\",\"user\":\"%s\",\"item\":\"%s\",\"weight\":%d}"
                                        .formatted(
                                                prefix,
                                                n,
                                                fields[0],
                                                fields[1],
                                                Double.parseDouble(fields[2]) >= offset ? 1 : -1));
            }
            return json.append("]").toString();
        }

        private void post(String body) {
            HttpRequest request =
                    HttpRequest.newBuilder(address)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build();
            long start = System.nanoTime();
            try {
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                if (answer.statusCode() != 201) throw new IllegalStateException(answer.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                return;
            }
            nanos.add(System.nanoTime() - start);
            synchronized (this) {
                posted += EVENTS_PER_REQUEST;
            }
        }
    }
}
