package io.skuld.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.engine.evaluation.Interval;
import io.skuld.server.database.Database;
import io.skuld.server.learning.GraphSettings;
import io.skuld.server.learning.SqlGraphVersions;
import io.skuld.server.settings.DatabaseSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that run until they are stopped, each in a process of its own.
class RunningCommandsTest {
    @TempDir Path folder;

    /// A command that printed its address.
    private record Running(Process process, String address) implements AutoCloseable {
        int get(String path) throws IOException, InterruptedException {
            return answer(path).statusCode();
        }

        private HttpResponse<String> answer(String path) throws IOException, InterruptedException {
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(address).resolve(path))
                                .timeout(Duration.ofSeconds(20))
                                .build();
                return client.send(request, BodyHandlers.ofString());
            }
        }

        /// Until the model that answers is this version.
        void awaitVersion(String version) throws IOException, InterruptedException {
            String wanted = "\"version\":\"%s\",\"active\":true".formatted(version);
            String latest = "";
            for (int attempt = 0; attempt < 300 && !latest.contains(wanted); attempt++) {
                Thread.sleep(100);
                latest = answer("/api/v1/models/latest").body();
            }
            assertThat(latest).contains(wanted);
        }

        /// As Ctrl-C and a service manager do.
        void stop() throws InterruptedException {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Running start(String... words) throws IOException {
        Process process = process(words).start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine())
            if (line.startsWith("Skuld listens on "))
                return new Running(process, line.substring("Skuld listens on ".length()));
        process.destroyForcibly();
        throw new AssertionError(
                "It ended before it listened: " + Files.readString(folder.resolve("errors")));
    }

    private ProcessBuilder process(String... words) throws IOException {
        Path arguments = folder.resolve("arguments");
        Files.writeString(
                arguments,
                "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + '"');
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules=jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-Djava.io.tmpdir="
                                        + Files.createDirectories(folder.resolve("tmp")),
                                "@" + arguments,
                                Main.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile());
    }

    private List<Path> temporary() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("tmp"))) {
            return all.filter(path -> path.getFileName().toString().startsWith("skuld-demo"))
                    .toList();
        }
    }

    @Test
    void serveAnswersUntilItIsStoppedAndItsDataStays() throws Exception {
        String home = folder.resolve("home").toString();
        try (Running served = start("serve", "--port", "0", "--home", home)) {
            assertThat(served.get("/api/v1/items")).isEqualTo(200);
            served.stop();
        }
        assertThat(folder.resolve("home/skuld.db")).isNotEmptyFile();
    }

    @Test
    void serveFollowsAVersionThatTrainRollsBack() throws Exception {
        Path home = folder.resolve("home");
        try (Running served = start("serve", "--port", "0", "--home", home.toString())) {
            try (Database database = Database.open(home, DatabaseSettings.DEFAULTS)) {
                new SqlGraphVersions(database)
                        .add(Instant.now(), GraphSettings.DEFAULTS, 0, new Interval(0, 0), 1);
            }
            served.awaitVersion("000001");
            Process train = process("train", "--roll-back", "--home", home.toString()).start();
            assertThat(train.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(train.exitValue()).isZero();
            served.awaitVersion("000000");
        }
    }

    @Test
    void aTakenPortIsSaidSoAndNothingStays() throws Exception {
        String home = folder.resolve("home").toString();
        try (Running first = start("serve", "--port", "0", "--home", home)) {
            String port = Integer.toString(URI.create(first.address).getPort());
            Process second =
                    process("serve", "--port", port, "--home", folder.resolve("other").toString())
                            .start();
            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(Files.readString(folder.resolve("errors"), UTF_8)).contains(port);
        }
    }

    @Test
    void demoLeavesNothingBehind() throws Exception {
        try (Running demo = start("demo", "--port", "0")) {
            assertThat(demo.get("/api/v1/items")).isEqualTo(200);
            assertThat(temporary()).isNotEmpty();
            demo.stop();
        }
        assertThat(temporary()).isEmpty();
    }
}
