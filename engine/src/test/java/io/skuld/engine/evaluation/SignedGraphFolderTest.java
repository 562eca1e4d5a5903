package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedGraphFolderTest {
    @TempDir Path folder;

    @BeforeEach
    void aSoundFolder() throws IOException {
        write("train.txt", "0 0 5.00\n1 2 1.00\n");
        write("valid.txt", "0 1 4.00\n");
        write("test.txt", "2 3 3.99\n");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    @Test
    void aRatingAtTheOffsetIsALikeAndBelowItADislike() throws IOException {
        SignedDataset data = SignedGraphFolder.read(folder, 4);
        assertThat(data.train().liked(0)).isTrue();
        assertThat(data.train().liked(1)).isFalse();
        assertThat(data.valid().liked(0)).isTrue();
        assertThat(data.test().liked(0)).isFalse();
    }

    @Test
    void theLargestIdsOfAllThreeFilesSizeTheWorld() throws IOException {
        SignedDataset data = SignedGraphFolder.read(folder, 4);
        assertThat(data.people()).isEqualTo(3);
        assertThat(data.items()).isEqualTo(4);
    }

    @Test
    void theDatasetIsNamedForItsFolder() throws IOException {
        assertThat(SignedGraphFolder.read(folder, 4).name())
                .isEqualTo(folder.getFileName().toString());
    }

    @Test
    void repeatedAndContradictoryLinesAreKeptAsTheyCame() throws IOException {
        write("train.txt", "0 0 5\n0 0 5\n0 0 1\n");
        assertThat(SignedGraphFolder.read(folder, 4).train().size()).isEqualTo(3);
    }

    @Test
    void windowsLineEndsTabsAndAMissingLastNewlineAreRead() throws IOException {
        write("train.txt", "0\t0\t5\r\n1 1 5");
        assertThat(SignedGraphFolder.read(folder, 4).train().size()).isEqualTo(2);
    }

    @Test
    void aByteOrderMarkCommentsAndBlankLinesAreLeftOut() throws IOException {
        write("train.txt", "\uFEFF0 0 5\n# user item rating\n\n% bip\n1 1 5\n");
        assertThat(SignedGraphFolder.read(folder, 4).train().size()).isEqualTo(2);
    }

    @Test
    void withoutAValidationFileOrWithAnEmptyOneThatPartIsEmpty() throws IOException {
        write("valid.txt", "");
        assertThat(SignedGraphFolder.read(folder, 4).valid().size()).isZero();
        Files.delete(folder.resolve("valid.txt"));
        assertThat(SignedGraphFolder.read(folder, 4).valid().size()).isZero();
        assertThatThrownBy(() -> SignedGraphFolder.readForChoosing(folder, 4))
                .hasMessageContaining("valid.txt");
    }

    @Test
    void toLearnFromItATrainingFileIsEnough() throws IOException {
        Files.delete(folder.resolve("valid.txt"));
        Files.delete(folder.resolve("test.txt"));
        SignedDataset data = SignedGraphFolder.readToLearn(folder, 4);
        assertThat(data.train().size()).isEqualTo(2);
        assertThat(data.people()).isEqualTo(2);
        assertThatThrownBy(() -> SignedGraphFolder.read(folder, 4))
                .hasMessageContaining("test.txt");
    }

    @Nested
    class WhenALineCannotBeUsed {
        @ParameterizedTest
        @CsvSource({
            "1 2 NaN, rating 'NaN' is not a finite number",
            "1 2 Infinity, rating 'Infinity' is not a finite number",
            "1 2 x, rating 'x' is not a finite number",
            "1 2, got 2 fields",
            "1 2 3 4, got 4 fields",
            "-1 2 3, user id '-1'",
            "1 2.5 3, item id '2.5'",
            "1 99999999999 3, item id '99999999999'"
        })
        void theErrorNamesFileLineAndReason(String line, String reason) throws IOException {
            write("valid.txt", "0 1 4.00\n" + line + "\n");
            assertThatThrownBy(() -> SignedGraphFolder.read(folder, 4))
                    .isInstanceOf(BadDatasetException.class)
                    .hasMessageContaining("valid.txt, line 2")
                    .hasMessageContaining(reason)
                    .hasMessageContaining("Nothing was loaded");
        }

        @Test
        void anIdBeyondThePromisedCountIsRefused() throws IOException {
            write("info.txt", "users 3\nitems 4\n");
            write("test.txt", "2 3 1\n0 4 1\n");
            assertThatThrownBy(() -> SignedGraphFolder.read(folder, 4))
                    .hasMessageContaining("test.txt, line 2")
                    .hasMessageContaining("out of range");
        }

        @Test
        void anIdFarBeyondTheLinesIsRefusedInsteadOfFillingTheMemory() throws IOException {
            write("train.txt", "2000000000 0 5\n");
            assertThatThrownBy(() -> SignedGraphFolder.read(folder, 4))
                    .isInstanceOf(BadDatasetException.class)
                    .hasMessageContaining("dense");
        }
    }

    @Nested
    class WhenAFileCannotBeUsed {
        @Test
        void anEmptyFileIsNamed() throws IOException {
            write("test.txt", "");
            assertThatThrownBy(() -> SignedGraphFolder.read(folder, 4))
                    .hasMessageContaining("test.txt")
                    .hasMessageContaining("empty");
        }

        @Test
        void aMissingFileIsNamed() throws IOException {
            Files.delete(folder.resolve("test.txt"));
            assertThatThrownBy(() -> SignedGraphFolder.read(folder, 4))
                    .hasMessageContaining("test.txt")
                    .hasMessageContaining("no such file");
        }

        @Test
        void aBinaryFileIsRefused() throws IOException {
            Files.write(
                    folder.resolve("train.txt"),
                    "0 0 5\n\u00ff".getBytes(StandardCharsets.ISO_8859_1));
            assertThatThrownBy(() -> SignedGraphFolder.read(folder, 4))
                    .isInstanceOf(BadDatasetException.class)
                    .hasMessageContaining("not a text file");
        }
    }
}
