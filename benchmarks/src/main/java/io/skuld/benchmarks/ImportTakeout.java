package io.skuld.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Imports a watch history as Google Takeout writes it, of any size, in a heap of 256 MB: `./skuld bench import-takeout
/// [MEGABYTES]`. Newest first, many languages in the titles, some videos watched again and again, one entry in twenty an
/// advertisement.
final class ImportTakeout {
    private static final int HEAP_MB = 256;

    /// Different videos in a million entries; half of all entries are of the first twentieth of them.
    private static final int VIDEOS_PER_MILLION = 150_000;

    private static final String KEY =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final List<String> WORDS =
            List.of(
                    "how",
                    "to",
                    "build",
                    "a",
                    "wooden",
                    "boat",
                    "Möwen",
                    "über",
                    "dem",
                    "Hafen",
                    "тихий",
                    "океан",
                    "海の",
                    "音",
                    "live",
                    "at",
                    "night",
                    "\\\"remix\\\"",
                    "\\u0026",
                    "🌊");

    private ImportTakeout() {}

    static void run(int megabytes) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("skuld-takeout-");
        try {
            Path file = folder.resolve("watch-history.json");
            long entries = write(file, (long) megabytes << 20);
            System.out.printf("%,d entries in %,d MB%n", entries, Files.size(file) >> 20);
            Results.write(
                    "import-takeout.json",
                    List.of("bench", "import-takeout", String.valueOf(megabytes)),
                    measure(file, folder.resolve("home"), entries));
        } finally {
            delete(folder);
        }
    }

    private static Map<String, Object> measure(Path file, Path home, long entries)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules=jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:+UseSerialGC",
                                "-Xmx" + HEAP_MB + "m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.skuld.server.cli.Main",
                                "import",
                                file.toString(),
                                "--json",
                                "--home",
                                home.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Duration cpu = Duration.ZERO;
        long residentKb = 0;
        while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
            cpu = process.info().totalCpuDuration().orElse(cpu);
            residentKb = Math.max(residentKb, resident(process.pid()));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        JsonNode report =
                new ObjectMapper()
                        .readTree(
                                new String(
                                        process.getInputStream().readAllBytes(),
                                        StandardCharsets.UTF_8));
        if (process.exitValue() != 0)
            throw new IllegalStateException("The import ended with " + process.exitValue());
        long plays = report.path("signals").path("added").asLong();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("megabytes", Files.size(file) >> 20);
        figures.put("entries", entries);
        figures.put("heapMb", HEAP_MB);
        figures.put("residentMbAtMost", residentKb >> 10);
        figures.put("plays", plays);
        figures.put("seconds", Math.round(seconds * 10) / 10.0);
        figures.put("playsPerSecond", Math.round(plays / seconds));
        figures.put("processorSeconds", cpu.toMillis() / 1000.0);
        figures.put("playsPerProcessorSecond", Math.round(plays * 1000.0 / cpu.toMillis()));
        figures.put("report", report);
        return figures;
    }

    /// Of the whole process, what is outside the heap included; 0 where the system does not tell.
    private static long resident(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    private static long write(Path file, long bytes) throws IOException {
        Random random = new Random(7);
        long entries = 0;
        Instant at = Instant.parse("2026-11-20T22:00:00.123Z");
        int videos = (int) Math.max(100, bytes / 320 * VIDEOS_PER_MILLION / 1_000_000);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("[");
            for (long size = 0; size < bytes; entries++) {
                at = at.minusMillis(1 + random.nextInt(40_000));
                String entry = (entries == 0 ? "" : ",") + entry(random, videos, at);
                out.write(entry);
                size += entry.length();
            }
            out.write("]");
        }
        return entries;
    }

    private static String entry(Random random, int videos, Instant at) {
        int video = random.nextInt(random.nextBoolean() ? Math.max(1, videos / 20) : videos);
        Random facts = new Random(video);
        StringBuilder title = new StringBuilder("Watched ");
        for (int words = 3 + facts.nextInt(8); words > 0; words--)
            title.append(WORDS.get(facts.nextInt(WORDS.size()))).append(' ');
        int channel = facts.nextInt(5_000);
        return """
        {
          "header": "YouTube",
          "title": "%s%d",
          "titleUrl": "https://www.youtube.com/watch?v\\u003d%s",
          "subtitles": [{
            "name": "Channel %d",
            "url": "https://www.youtube.com/channel/UC%022d"
          }],
          "time": "%s",
          "products": ["YouTube"],%s
          "activityControls": ["YouTube watch history"]
        }\
        """
                .formatted(
                        title,
                        video,
                        key(facts),
                        channel,
                        channel,
                        at,
                        random.nextInt(20) == 0
                                ? "\n  \"details\": [{\"name\": \"From Google Ads\"}],"
                                : "");
    }

    private static String key(Random random) {
        StringBuilder key = new StringBuilder();
        for (int c = 0; c < 11; c++) key.append(KEY.charAt(random.nextInt(KEY.length())));
        return key.toString();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
