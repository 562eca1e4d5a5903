package io.skuld.engine.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.RecommenderContract;
import io.skuld.engine.model.TwoCamps;
import io.skuld.engine.model.factors.IalsSettings;
import io.skuld.engine.model.hybrid.Hybrid;
import io.skuld.engine.model.hybrid.HybridModel;
import io.skuld.engine.model.hybrid.HybridSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
    private static final HybridSettings SMALL =
            HybridSettings.DEFAULTS.withFactors(IalsSettings.DEFAULTS.withDim(4).withSweeps(2));

    @TempDir Path folder;

    private static HybridModel model() {
        HybridModel model = new Hybrid(SMALL).fit(TwoCamps.ofSize(6).edges());
        model.paths().setAttributes(2, 0, 3);
        model.absorb(0, 1, -.5f, 1_700_000_000L);
        return model;
    }

    private static SnapshotFile.Writer sections() {
        return HybridSnapshot.sections(model(), Map.of("data", "a = b: #1", "seed", "42"));
    }

    @Test
    void saveThenLoadGivesTheSameScores() throws IOException {
        Path file = folder.resolve("m.snap");
        HybridModel saved = model();
        HybridSnapshot.sections(saved, Map.of()).write(file);
        HybridModel loaded = HybridSnapshot.read(file);
        for (int p = 0; p < saved.people() + 1; p++)
            assertThat(RecommenderContract.scores(loaded, p))
                    .containsExactly(RecommenderContract.scores(saved, p), within(1e-5f));
        assertThat(loaded.settings()).isEqualTo(saved.settings());
        assertThat(loaded.paths().attributesOf(2)).containsExactly(0, 3);
        loaded.absorb(1, 2, 1, SignedEdges.NO_TIME);
    }

    @Test
    void keepsProvenanceAsItWas() throws IOException {
        Path file = folder.resolve("m.snap");
        sections().write(file);
        assertThat(SnapshotFile.read(file).text("provenance"))
                .isEqualTo(Map.of("data", "a = b: #1", "seed", "42"));
    }

    @Test
    void leavesNoTemporaryFile() throws IOException {
        sections().write(folder.resolve("m.snap"));
        sections().write(folder.resolve("m.snap"));
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactly("m.snap");
        }
    }

    /// Written by the first version of the format; every later version must read it.
    @Test
    void anOldVersionStillLoads() throws IOException {
        Path file = folder.resolve("v1.snap");
        try (InputStream old = SnapshotTest.class.getResourceAsStream("format-1.snap")) {
            Files.copy(Objects.requireNonNull(old), file);
        }
        HybridModel loaded = HybridSnapshot.read(file);
        assertThat(loaded.people()).isEqualTo(12);
        assertThat(loaded.view().weight(0, 1)).isBetween(-.51f, -.49f);
        assertThat(loaded.paths().attributesOf(2)).containsExactly(0, 3);
    }

    @Test
    void twoSectionsOfOneNameAreRefused() {
        assertThatThrownBy(() -> sections().ints("edges.counts", new int[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Nested
    class ADamagedFile {
        @Test
        void isRefusedWhicheverByteIsWrong() throws IOException {
            Path file = folder.resolve("m.snap");
            sections().write(file);
            byte[] good = Files.readAllBytes(file);
            for (int at = 0; at < good.length; at += 97) {
                byte[] bad = good.clone();
                bad[at] ^= 0x55;
                Files.write(file, bad);
                if (isPadding(good, bad, at)) continue;
                assertThatThrownBy(() -> HybridSnapshot.read(file))
                        .as("byte %d", at)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("not loaded");
            }
        }

        /// Where the number of sections stands: one that is missing could be taken for one that an older writer did not make.
        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 1, 5, 99})
        void isRefusedWhenItCountsItsSectionsWrong(int count) throws IOException {
            Path file = folder.resolve("m.snap");
            sections().write(file);
            byte[] bytes = Files.readAllBytes(file);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(12, count);
            Files.write(file, bytes);
            assertThatThrownBy(() -> SnapshotFile.read(file))
                    .isInstanceOf(DamagedSnapshotException.class)
                    .hasMessageContaining("sections than it counts");
        }

        /// Bytes between sections carry nothing.
        private boolean isPadding(byte[] good, byte[] bad, int at) throws IOException {
            Path other = folder.resolve("other.snap");
            Files.write(other, bad);
            return good[at] == 0 && loads(other);
        }

        private boolean loads(Path file) {
            try {
                HybridSnapshot.read(file);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Test
        void isRefusedWhereverItIsCutOff() throws IOException {
            Path file = folder.resolve("m.snap");
            sections().write(file);
            byte[] good = Files.readAllBytes(file);
            for (int size = 0; size < good.length - 8; size += 211) {
                Files.write(file, Arrays.copyOf(good, size));
                assertThatThrownBy(() -> HybridSnapshot.read(file))
                        .as("%d bytes", size)
                        .isInstanceOf(DamagedSnapshotException.class);
            }
        }

        @Test
        void withSectionsThatDoNotFitIsRefused() throws IOException {
            Path file = folder.resolve("m.snap");
            new SnapshotFile.Writer().text("settings", SMALL.toMap()).write(file);
            assertThatThrownBy(() -> HybridSnapshot.read(file))
                    .isInstanceOf(DamagedSnapshotException.class)
                    .hasMessageContaining("factors.counts");
        }
    }

    @Nested
    class AFolder {
        private SnapshotFolder snapshots = new SnapshotFolder(Path.of("."));

        @BeforeEach
        void openFolder() {
            snapshots = new SnapshotFolder(folder.resolve("models"));
        }

        @Test
        void withoutSnapshotsHasNoneToLoad() throws IOException {
            assertThat(snapshots.loadNewest(HybridSnapshot::read)).isEmpty();
        }

        @Test
        void loadsTheNewestAndNumbersOn() throws IOException {
            Path first = snapshots.save(sections());
            Path second = snapshots.save(sections());
            assertThat(second.getFileName()).hasToString("model-000002.snap");
            assertThat(snapshots.files()).containsExactly(second, first);
            assertThat(snapshots.loadNewest(HybridSnapshot::read).orElseThrow().file())
                    .isEqualTo(second);
        }

        @Test
        void passesOverADamagedOneAndSaysWhy() throws IOException {
            Path good = snapshots.save(sections());
            Path damaged = snapshots.save(sections());
            byte[] bytes = Files.readAllBytes(damaged);
            bytes[bytes.length / 2] ^= 1;
            Files.write(damaged, bytes);
            Path future = snapshots.save(sections());
            bytes = Files.readAllBytes(future);
            bytes[8] = 99;
            Files.write(future, bytes);
            SnapshotFolder.Loaded<HybridModel> loaded =
                    snapshots.loadNewest(HybridSnapshot::read).orElseThrow();
            assertThat(loaded.file()).isEqualTo(good);
            assertThat(loaded.refused()).hasSize(2);
            assertThat(loaded.refused().get(0)).contains("format 99", "Update Skuld");
            assertThat(loaded.refused().get(1)).contains("damaged", "checksum");
        }

        @Test
        void keepsAsManyAsItIsTold() throws IOException {
            for (int k = 0; k < 4; k++) snapshots.save(sections());
            snapshots.prune(2);
            assertThat(snapshots.files())
                    .map(f -> f.getFileName().toString())
                    .containsExactly("model-000004.snap", "model-000003.snap");
        }
    }
}
