package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The real data sets, where they are: `../shared/data` beside the repository, or `SKULD_TEST_DATA`.
class RealDataImportTest {
    private static Path data(String name) {
        Path folder =
                Optional.ofNullable(System.getenv("SKULD_TEST_DATA"))
                        .map(Path::of)
                        .orElse(Path.of("..", "..", "shared", "data"));
        Path data = folder.resolve(name);
        assumeTrue(
                Files.exists(data),
                () ->
                        "Skipped: %s is not there. Put it there or set SKULD_TEST_DATA."
                                .formatted(data));
        return data;
    }

    @Test
    void movieLensComesInWhole() {
        Collected read = Collected.of(data("movielens-small"));
        assertThat(read.format).isEqualTo("movielens");
        assertThat(read.items).hasSize(9_742);
        assertThat(read.said).hasSize(100_836);
        assertThat(read.said.stream().map(Said::who).distinct()).hasSize(610);
        assertThat(read.skipped).isEmpty();
    }

    @Test
    void reelDriversLabelsComeInWhole() {
        Collected read = Collected.of(data("reel-driver").resolve("training.parquet"));
        assertThat(read.said).hasSize(3_750);
        assertThat(
                        read.said.stream()
                                .filter(said ->
                                        said.signal()
                                                .equals(
                                                        new io.skuld.server.feedback.Signal
                                                                .Labelled(true))))
                .hasSize(420);
        assertThat(read.skipped).isEmpty();
    }

    @Test
    void aSignedInteractionLogComesInWholeAsLikesAndDislikes() {
        Collected read = Collected.of(data("kuairand"));
        assertThat(read.format).isEqualTo("log");
        assertThat(read.said).hasSize(263_100);
        assertThat(read.notes).singleElement().asString().contains("0 (dislike) or 1 (like)");
        assertThat(read.skipped).isEmpty();
    }
}
