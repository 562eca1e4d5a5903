package io.skuld.server.serving;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.server.learning.ServedModel.Interaction;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("served/journal");
    }

    static Interaction interaction(String id) {
        return new Interaction(id, "ünal", "item " + id, -.5f, NOON);
    }

    private static List<String> ids(Journal journal) {
        List<String> ids = new ArrayList<>();
        journal.replay(0, journal.position(), commit -> commit.forEach(i -> ids.add(i.id())));
        return ids;
    }

    private static int append(Journal journal, String... ids) {
        return journal.append(
                List.of(ids).stream().map(JournalTest::interaction).toList(), commit -> {});
    }

    @Test
    void whatWasAppendedIsReadBackAsItWas() {
        try (Journal journal = Journal.open(file)) {
            append(journal, "a", "b");
        }
        List<Interaction> read = new ArrayList<>();
        try (Journal journal = Journal.open(file)) {
            journal.replay(0, journal.position(), read::addAll);
        }
        assertThat(read).containsExactly(interaction("a"), interaction("b"));
    }

    @Test
    void anIdCountsOnceAlsoAfterAStart() {
        try (Journal journal = Journal.open(file)) {
            assertThat(append(journal, "a", "b", "a")).isEqualTo(2);
            assertThat(append(journal, "b", "c")).isEqualTo(1);
        }
        try (Journal journal = Journal.open(file)) {
            assertThat(append(journal, "a", "c")).isZero();
            assertThat(ids(journal)).containsExactly("a", "b", "c");
        }
    }

    @Test
    void manyAtOnceAreAllStoredAndFollowedInTheOrderOfTheFile() throws InterruptedException {
        List<String> followed = new ArrayList<>();
        try (Journal journal = Journal.open(file)) {
            List<Thread> writers = new ArrayList<>();
            for (int w = 0; w < 8; w++) {
                String own = w + "-";
                writers.add(
                        Thread.startVirtualThread(() -> {
                            for (int n = 0; n < 50; n++)
                                journal.append(
                                        List.of(interaction(own + n)),
                                        commit -> commit.forEach(i -> followed.add(i.id())));
                        }));
            }
            for (Thread writer : writers) writer.join();
            assertThat(ids(journal)).hasSize(400).doesNotHaveDuplicates().isEqualTo(followed);
        }
    }

    @Test
    void halfACommitAtTheEndWasNeverAcknowledgedAndIsPutAside() throws IOException {
        long whole;
        try (Journal journal = Journal.open(file)) {
            append(journal, "a");
            whole = journal.position();
            append(journal, "b");
        }
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) - 3);
        }
        try (Journal journal = Journal.open(file)) {
            assertThat(ids(journal)).containsExactly("a");
            assertThat(append(journal, "b")).isEqualTo(1);
            assertThat(ids(journal)).containsExactly("a", "b");
        }
        assertThat(folder.resolve("served/journal.torn-" + whole)).exists();
    }

    @Test
    void damageBeforeTheEndStopsTheStartAndChangesNothing() throws IOException {
        try (Journal journal = Journal.open(file)) {
            append(journal, "a");
            append(journal, "b");
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[12] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> Journal.open(file))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("damaged at byte 0");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    /// A length that is wrong hides where the next commit begins, so that the file seems to end in the middle of one.
    @Nested
    class ALengthThatIsWrong {
        private byte[] journalOf(String... ids) throws IOException {
            try (Journal journal = Journal.open(file)) {
                for (String id : ids) append(journal, id);
            }
            return Files.readAllBytes(file);
        }

        private int[] starts(byte[] bytes) {
            List<Integer> starts = new ArrayList<>();
            for (int at = 0; at < bytes.length; at += 8 + ByteBuffer.wrap(bytes).getInt(at))
                starts.add(at);
            return starts.stream().mapToInt(Integer::intValue).toArray();
        }

        @ParameterizedTest
        @ValueSource(ints = {Integer.MAX_VALUE, 5_000, 0, -1, 40})
        void stopsTheStartWhenCommitsFollowAndChangesNothing(int length) throws IOException {
            byte[] bytes = journalOf("a", "b", "c", "d");
            int[] starts = starts(bytes);
            ByteBuffer.wrap(bytes).putInt(starts[1], length);
            Files.write(file, bytes);
            assertThatThrownBy(() -> Journal.open(file))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("damaged at byte %,d:".formatted(starts[1]))
                    .hasMessageContaining("follow from byte %,d on".formatted(starts[2]))
                    .hasMessageContaining("Nothing was started or changed");
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
            try (var files = Files.list(file.getParent())) {
                assertThat(files).containsExactly(file);
            }
        }

        @Test
        void stopsTheStartWhenItReachesToTheEndOfTheFile() throws IOException {
            byte[] bytes = journalOf("a", "b", "c");
            int second = starts(bytes)[1];
            ByteBuffer.wrap(bytes).putInt(second, bytes.length - second - 8);
            Files.write(file, bytes);
            assertThatThrownBy(() -> Journal.open(file)).isInstanceOf(JournalException.class);
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        }

        @Test
        void beforeATornEndIsStillFound() throws IOException {
            byte[] bytes = journalOf("a", "b", "c", "d");
            ByteBuffer.wrap(bytes).putInt(starts(bytes)[1], 5_000);
            Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
            assertThatThrownBy(() -> Journal.open(file)).isInstanceOf(JournalException.class);
        }

        @ParameterizedTest
        @ValueSource(ints = {Integer.MAX_VALUE, 5_000, 0, -1})
        void ofTheLastCommitIsMendedAndNothingIsLost(int length) throws IOException {
            byte[] bytes = journalOf("a", "b");
            byte[] damaged = bytes.clone();
            ByteBuffer.wrap(damaged).putInt(starts(bytes)[1], length);
            Files.write(file, damaged);
            try (Journal journal = Journal.open(file)) {
                assertThat(ids(journal)).containsExactly("a", "b");
            }
            assertThat(file).hasBinaryContent(bytes);
        }
    }

    /// Commits of one interaction, the last of several sectors.
    @Nested
    class ALastCommitOfFullLength {
        private byte[] bytes = new byte[0];
        private int last;

        @BeforeEach
        void write() throws IOException {
            try (Journal journal = Journal.open(file)) {
                append(journal, "a");
                last = (int) journal.position();
                append(journal, "b".repeat(2_000));
            }
            bytes = Files.readAllBytes(file);
        }

        @ParameterizedTest
        @ValueSource(ints = {4, 9, 700, 1_900})
        void thatDoesNotFitItsChecksumStopsTheStartAndChangesNothing(int at) throws IOException {
            bytes[last + at] ^= 4;
            Files.write(file, bytes);
            assertThatThrownBy(() -> Journal.open(file))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("damaged at byte %d:".formatted(last))
                    .hasMessageContaining("truncate --size=%d '%s'".formatted(last, file));
            assertThat(file).hasBinaryContent(bytes);
        }

        @Test
        void ofWhichASectorNeverCameToTheDiskIsATornEnd() throws IOException {
            Arrays.fill(bytes, 1_024, 1_536, (byte) 0);
            Files.write(file, bytes);
            try (Journal journal = Journal.open(file)) {
                assertThat(ids(journal)).containsExactly("a");
            }
            assertThat(file.resolveSibling("journal.torn-" + last))
                    .hasBinaryContent(Arrays.copyOfRange(bytes, last, bytes.length));
        }
    }

    @Test
    void aPositionOfAnotherJournalIsNotBetweenCommits() {
        try (Journal journal = Journal.open(file)) {
            append(journal, "a");
            long first = journal.position();
            append(journal, "b");
            assertThat(List.of(0L, first, journal.position())).allMatch(journal::isBetweenCommits);
            assertThat(List.of(first - 1, first + 1, journal.position() + 1))
                    .noneMatch(journal::isBetweenCommits);
        }
    }

    @Test
    void twoProcessesCannotShareOne() {
        try (Journal journal = Journal.open(file)) {
            assertThatThrownBy(() -> Journal.open(file))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("Another Skuld");
            append(journal, "a");
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesKillNine() throws Exception {
        Random random = new Random(5);
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < 3; kill++) {
            acknowledged.addAll(writeAndKill("run" + kill, 20 + random.nextInt(200)));
            try (Journal journal = Journal.open(file)) {
                assertThat(ids(journal)).containsAll(acknowledged).doesNotHaveDuplicates();
            }
        }
    }

    private List<String> writeAndKill(String prefix, int enough) throws Exception {
        Process writer =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                JournalWriter.class.getName(),
                                file.toString(),
                                prefix)
                        .redirectError(new File(folder.toFile(), "writer.log"))
                        .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), US_ASCII))) {
            while (acknowledged.size() < enough) {
                String line = lines.readLine();
                assertThat(line).as("the writer lives until it is killed").isNotNull();
                acknowledged.add(line);
            }
            writer.toHandle().destroyForcibly();
            assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
            lines.lines().forEach(acknowledged::add);
        }
        return acknowledged;
    }
}
