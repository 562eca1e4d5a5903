package io.skuld.server.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final ZoneId HONG_KONG = ZoneId.of("Asia/Hong_Kong");

    private static String read(String text) {
        return Times.parse(text, HONG_KONG).map(Instant::toString).orElse("none");
    }

    @Test
    void comeInManySpellings() {
        assertThat(read("2023-08-23T03:49:28.734Z")).isEqualTo("2023-08-23T03:49:28.734Z");
        assertThat(read("2023-08-23T03:49:28Z")).isEqualTo("2023-08-23T03:49:28Z");
        assertThat(read("2023-08-23 03:49:28 UTC")).isEqualTo("2023-08-23T03:49:28Z");
        assertThat(read("2023-08-23 03:49:28.5+0200")).isEqualTo("2023-08-23T01:49:28.500Z");
        assertThat(read("2023-08-23T03:49:28")).isEqualTo("2023-08-22T19:49:28Z");
        assertThat(read("2023/8/3")).isEqualTo("2023-08-03T12:00:00Z");
        assertThat(read("1692762568")).isEqualTo("2023-08-23T03:49:28Z");
        assertThat(read("1692762568734000")).isEqualTo("2023-08-23T03:49:28.734Z");
    }

    @Test
    void thatDoNotExistAreNone() {
        assertThat(read("2023-02-29T03:49:28.734Z")).isEqualTo("none");
        assertThat(read("2023-13-01T03:49:28.734Z")).isEqualTo("none");
        assertThat(read("2023-00-01T03:49:28.734Z")).isEqualTo("none");
        assertThat(read("2023-01-01T24:49:28.734Z")).isEqualTo("none");
        assertThat(read("2023-01-01T23:60:28.734Z")).isEqualTo("none");
        assertThat(read("-999999999-01-01T00:00:00Z")).isEqualTo("none");
        assertThat(read("+999999999-01-01T00:00:00Z")).isEqualTo("none");
        assertThat(read("yesterday")).isEqualTo("none");
    }

    /// The short cut for what long exports write says what the library says.
    @Property(tries = 500)
    void theCommonSpellingIsReadAsJavaReadsIt(
            @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L)
                    long millis) {
        Instant time = Instant.ofEpochMilli(millis / 1000 * 1000 + 123);
        assertThat(Times.parse(time.toString(), ZoneOffset.UTC)).contains(time);
    }

    @Property(tries = 500)
    void nothingThatStandsThereIsFatal(
            @ForAll
                    @StringLength(max = 30)
                    @Chars({'-', '+', ':', 'T', 'Z', ' ', '.'})
                    @CharRange(from = '0', to = '9')
                    String text) {
        Times.parse(text, HONG_KONG)
                .ifPresent(time ->
                        assertThat(time)
                                .isBetween(
                                        Instant.ofEpochMilli(Long.MIN_VALUE),
                                        Instant.ofEpochMilli(Long.MAX_VALUE)));
    }
}
