package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.server.ActionableException;
import io.skuld.server.ingest.formats.Formats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BundleTest {
    private static final String RATINGS =
            "Const,Your Rating,Date Rated,Title\ntt0990001,8,2023-01-15,A\n";

    private final Exports exports = new Exports();

    @AfterEach
    void close() {
        exports.close();
    }

    @Nested
    class AnArchive {
        @Test
        void withAPathThatLeadsOutLosesThatEntryOnly() {
            Path zip =
                    exports.zip(
                            "x.zip",
                            "../../evil.csv",
                            RATINGS,
                            "/etc/evil.csv",
                            RATINGS,
                            "ok.csv",
                            RATINGS);
            try (Bundle bundle = Bundle.open(zip)) {
                assertThat(bundle.parts()).extracting(Part::name).containsExactly("ok.csv");
                assertThat(bundle.refused())
                        .extracting(Skipped::reason)
                        .containsOnly(SkipReason.UNSAFE_PATH)
                        .hasSize(2);
            }
            assertThat(exports.path("../evil.csv")).doesNotExist();
        }

        @Test
        void thatIsABombIsNotUnpacked() {
            String bomb = "u a 1 1\n" + "u a 1 1\n".repeat(1 << 20);
            Path zip = exports.zip("bomb.zip", "log.txt", bomb);
            assertThatThrownBy(() -> Collected.of(zip))
                    .isInstanceOf(ArchiveTooLargeException.class)
                    .hasMessageContaining("log.txt");
        }

        @Test
        void mayNotUnpackToMoreThanTheLimit() {
            Path zip = exports.zip("x.zip", "log.txt", "u a 1 1\n".repeat(2_000));
            BundleLimits small = new BundleLimits(10, 8_000, 200);
            try (Bundle bundle = Bundle.open(zip, "x.zip", small)) {
                Importers.Match match = Formats.all().match(bundle, null);
                assertThatThrownBy(() -> match.read(ReadOptions.DEFAULTS, new Collected()))
                        .isInstanceOf(ArchiveTooLargeException.class);
            }
        }

        @Test
        void withTooManyEntriesIsReadUpToTheLimitAndSaysSo() {
            Path zip = exports.zip("x.zip", "a.csv", RATINGS, "b.csv", RATINGS, "c.csv", RATINGS);
            try (Bundle bundle = Bundle.open(zip, "x.zip", new BundleLimits(2, 1 << 20, 200))) {
                assertThat(bundle.parts()).hasSize(2);
                assertThat(bundle.refused())
                        .extracting(Skipped::reason)
                        .containsExactly(SkipReason.TOO_MANY_ENTRIES);
            }
        }

        @Test
        void thatWasNotDownloadedToItsEndSaysSo() throws IOException {
            Path zip = exports.zip("x.zip", "a.csv", RATINGS);
            byte[] bytes = Files.readAllBytes(zip);
            Files.write(zip, Arrays.copyOf(bytes, bytes.length - 30));
            assertThatThrownBy(() -> Bundle.open(zip))
                    .isInstanceOf(BrokenArchiveException.class)
                    .hasMessageContaining("Download it again");
        }

        @Test
        void withOneDamagedEntryGivesTheOthersAndSaysSo() throws IOException {
            Path zip = exports.zip("x.zip", "a.csv", RATINGS, "b.csv", RATINGS.repeat(50));
            byte[] bytes = Files.readAllBytes(zip);
            Arrays.fill(bytes, bytes.length - 190, bytes.length - 170, (byte) 0xFF);
            Files.write(zip, bytes);
            try (Bundle bundle = Bundle.open(zip)) {
                Collected read = new Collected();
                Formats.all().match(bundle, "imdb").read(ReadOptions.DEFAULTS, read);
                assertThat(read.said).isNotEmpty();
            }
        }
    }

    @Nested
    class NothingOfUse {
        @Test
        void inAnEmptyFileIsSaid() {
            assertThatThrownBy(() -> Bundle.open(exports.file("empty.csv", "")))
                    .isInstanceOf(EmptyFileException.class)
                    .hasMessageContaining("empty.csv");
        }

        @Test
        void atAPathWithoutAFileIsSaid() {
            assertThatThrownBy(() -> Bundle.open(exports.path("gone.csv")))
                    .isInstanceOf(NothingToReadException.class)
                    .hasMessageContaining("gone.csv");
        }

        @Test
        void inAnUnknownFormatIsAnsweredWithTheFormatsAndWhatWasSeen() {
            Path file = exports.file("notes.txt", "Dear diary,\ntoday it rained.\n");
            assertThatThrownBy(() -> Collected.of(file))
                    .isInstanceOf(UnknownFormatException.class)
                    .hasMessageContaining("Dear diary, today it rained.")
                    .hasMessageContaining("movielens")
                    .hasMessageContaining("letterboxd")
                    .extracting(e -> ((ActionableException) e).kind())
                    .isEqualTo(ActionableException.Kind.UNPROCESSABLE);
        }

        @Test
        void forTheFormatThatIsAskedForIsSaid() {
            Path file = exports.file("r.csv", RATINGS);
            assertThatThrownBy(() -> Collected.of(file, "letterboxd", ReadOptions.DEFAULTS))
                    .isInstanceOf(UnknownFormatException.class)
                    .hasMessageContaining("does not look like letterboxd");
            assertThatThrownBy(() -> Collected.of(file, "netflix2", ReadOptions.DEFAULTS))
                    .isInstanceOf(UnknownFormatException.class)
                    .hasMessageContaining("'netflix2' is not a format");
        }
    }
}
