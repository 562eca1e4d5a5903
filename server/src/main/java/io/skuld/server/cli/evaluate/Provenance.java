package io.skuld.server.cli.evaluate;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a figure came from: machine, JDK, commit, command and time. Written into every result.
public record Provenance(
        String machine, String jdk, String commit, String command, Instant created) {

    /// @param arguments as given to `./skuld`
    public static Provenance of(List<String> arguments) {
        return new Provenance(
                describedMachine(),
                Runtime.version() + " " + System.getProperty("java.vm.name"),
                commitOfSources(),
                "./skuld " + String.join(" ", arguments),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    /// Ready for a JSON writer.
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("machine", machine);
        json.put("jdk", jdk);
        json.put("commit", commit);
        json.put("command", command);
        json.put("created", created.toString());
        return json;
    }

    private static String describedMachine() {
        return "%s, %d cores, %d MiB heap, %s %s, load average %.1f at the start"
                .formatted(
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.getRuntime().maxMemory() >> 20,
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }

    /// The commit of the sources this program was built from, where they are at hand; `-dirty` when they were changed
    /// since. Other results are no sources.
    private static String commitOfSources() {
        try {
            Path code =
                    Path.of(
                            Provenance.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            Path folder = Files.isDirectory(code) ? code : code.toAbsolutePath().getParent();
            String commit = git(folder, "describe", "--always");
            String changed =
                    git(
                            folder,
                            "status",
                            "--porcelain",
                            "--untracked-files=no",
                            "--",
                            ":(top)",
                            ":(top,exclude)benchmarks/results");
            if (commit.isEmpty()) return "unknown";
            return changed.isEmpty() ? commit : commit + "-dirty";
        } catch (IOException | java.net.URISyntaxException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    /// What git says; nothing when it fails.
    private static String git(@Nullable Path folder, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", String.valueOf(folder)));
        command.addAll(List.of(words));
        Process git =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String answer =
                new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0 ? answer : "";
    }
}
