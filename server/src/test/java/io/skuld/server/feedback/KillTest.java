package io.skuld.server.feedback;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.database.Database;
import io.skuld.server.database.TestDatabase;
import io.skuld.server.people.PersonId;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Kills a writing process with `kill -9` at random moments and counts what it had acknowledged and is missing: none.
/// More kills with `-Dskuld.kills=50`.
class KillTest {
    private static final int KILLS = Integer.getInteger("skuld.kills", 5);

    private final Random random = new Random(11);

    @Test
    void everyAcknowledgedSignalIsThereAfterwards() throws Exception {
        try (TestDatabase place = TestDatabase.sqlite()) {
            List<String> acknowledged = new ArrayList<>();
            for (int kill = 0; kill < KILLS; kill++) {
                acknowledged.addAll(writeAndKill(place.home(), "run" + kill));
                assertThat(stored(place)).containsAll(acknowledged);
            }
            assertThat(acknowledged).hasSizeGreaterThan(KILLS * 10);
        }
    }

    /// @return the ids that were acknowledged before the process was killed
    private List<String> writeAndKill(Path home, String prefix) throws Exception {
        Process writer = start(home, prefix);
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), US_ASCII))) {
            int enough = 20 + random.nextInt(200);
            while (acknowledged.size() < enough) {
                String line = lines.readLine();
                assertThat(line).as("the writer lives until it is killed").isNotNull();
                acknowledged.add(line);
            }
            writer.toHandle().destroyForcibly(); // SIGKILL; the pipe stays open
            assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(writer.exitValue()).isEqualTo(128 + 9);
            // What was still in the pipe was acknowledged too.
            lines.lines().forEach(acknowledged::add);
        }
        return acknowledged;
    }

    private static Process start(Path home, String prefix) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AcknowledgingWriter.class.getName(),
                        home.toString(),
                        prefix)
                .redirectError(new File(home.toFile(), "writer.log"))
                .start();
    }

    private static Set<String> stored(TestDatabase place) {
        Set<String> ids = new HashSet<>();
        try (Database database = place.open()) {
            new SqlFeedbackLog(database, InstantSource.system())
                    .active(PersonId.ME)
                    .forEach(entry -> ids.add(entry.id()));
            assertThat(
                            database.<String>read(handle ->
                                    handle.createQuery("PRAGMA integrity_check")
                                            .mapTo(String.class)
                                            .one()))
                    .isEqualTo("ok");
        }
        return ids;
    }
}
