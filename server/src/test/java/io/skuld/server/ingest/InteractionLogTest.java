package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InteractionLogTest {
    private final Exports exports = new Exports();

    @AfterEach
    void close() {
        exports.close();
    }

    private Collected read(String text) {
        return Collected.of(exports.file("log.txt", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", ",", ";", ", "})
    void readsEverySeparator(String separator) {
        String text = "86 3956 0.5 964982703\n86 12 4 964982704\n".replace(" ", separator);
        assertThat(read(text).lines())
                .containsExactly(
                        "86 log:3956 rated 1.0 2000-07-30T18:45:03Z",
                        "86 log:12 rated 8.0 2000-07-30T18:45:04Z");
    }

    @Test
    void readsTheColumnsThatAHeaderNames() {
        assertThat(
                        read("""
                        timestamp,item_id,user_id,rating
                        2024-01-31T20:15:00+01:00,x,anna,3
                        """)
                                .lines())
                .containsExactly("anna log:x rated 6.0 2024-01-31T19:15:00Z");
    }

    @Test
    void knowsItemsByTheNamesOfOtherCatalogues() {
        assertThat(read("a tt0133093 4\na youtube:dQw4w9WgXcQ 5\na plain 5\n").items.keySet())
                .extracting(Object::toString)
                .containsExactly("imdb:tt0133093", "youtube:dQw4w9WgXcQ", "log:plain");
    }

    @Nested
    class TheScale {
        @ParameterizedTest
        @CsvSource({
            "'0.00 1.00 1', 'disliked|liked|liked'",
            "'-1 1 1', 'disliked|liked|liked'",
            "'0 0.5 1', 'played 0.0|played 0.5|played 1.0'",
            "'1 5 2.5', 'rated 2.0|rated 10.0|rated 5.0'",
            "'1 10 2.5', 'rated 1.0|rated 10.0|rated 2.5'",
            "'0 100 55', 'rated 0.0|rated 10.0|rated 5.5'"
        })
        void isFoundOverTheWholeFile(String numbers, String signals) {
            StringBuilder text = new StringBuilder();
            int item = 0;
            for (String number : numbers.split(" "))
                text.append("u i").append(item++).append(' ').append(number).append('\n');
            assertThat(read(text.toString()).lines())
                    .map(line -> line.replaceFirst("^u log:i\\d+ ", ""))
                    .containsExactly(signals.split("\\|"));
        }

        @Test
        void isFoundOverAllFilesOfAFolder() {
            var folder =
                    exports.folder(
                            "set",
                            "train.txt",
                            "1 2 1.0\n1 3 0.0\n",
                            "test.txt",
                            "1 4 7.0\n",
                            "info.txt",
                            "users 1\nitems 3\n");
            assertThat(Collected.of(folder).lines())
                    .containsExactly("1 log:4 rated 7.0", "1 log:2 rated 1.0", "1 log:3 rated 0.0");
        }

        @Test
        void isShown() {
            assertThat(read("u a 0\nu b 1\n").notes)
                    .containsExactly("Ratings go from 0 to 1, read as 0 (dislike) or 1 (like)");
        }

        @Test
        void canBeSet() {
            var options = new ReadOptions(RatingScale.TEN, ZoneOffset.UTC);
            Collected read =
                    Collected.of(exports.file("l", "u a 1\nu b 4\nu c 40\n"), null, options);
            assertThat(read.lines()).containsExactly("u log:a rated 1.0", "u log:b rated 4.0");
            assertThat(read.reasons()).containsExactly("l:3 OFF_SCALE");
        }

        @Test
        void thatNobodyKnowsIsAskedFor() {
            assertThatThrownBy(() -> read("u a 1\nu b 4000\n"))
                    .isInstanceOf(UnclearScaleException.class)
                    .hasMessageContaining("1 to 4000")
                    .hasMessageContaining("--scale");
        }
    }

    @Test
    void leavesOutBadLinesWithTheirReason() {
        Collected read = read("u a 4 5\nu b\nu c four 5\nu d 4 never\nu e 4 6\nu f 3 7\nu g 2 8\n");
        assertThat(read.reasons())
                .containsExactly(
                        "log.txt:2 TOO_FEW_COLUMNS",
                        "log.txt:3 NOT_A_NUMBER",
                        "log.txt:4 BAD_TIME");
        assertThat(read.said).hasSize(4);
    }
}
