package io.skuld.server.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TolerantReaderTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /// Hands out a few bytes at a time, as a network does.
    private static InputStream trickle(byte[] bytes, int atOnce) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, atOnce));
            }
        };
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        try (var reader = new TolerantReader(in)) {
            for (int c = reader.read(); c >= 0; c = reader.read()) text.append((char) c);
        }
        return text.toString();
    }

    @Property(tries = 200, seed = "20261121")
    void readsUtf8HoweverItArrives(
            @ForAll String text, @ForAll @IntRange(min = 1, max = 7) int atOnce)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String clean = new String(bytes, StandardCharsets.UTF_8);
        boolean looksLikeUtf16 = clean.indexOf('\0') >= 0 || clean.startsWith("\uFEFF");
        if (!looksLikeUtf16) assertThat(read(trickle(bytes, atOnce))).isEqualTo(clean);
    }

    @Property(tries = 100, seed = "20261121")
    void neverFails(@ForAll byte[] bytes, @ForAll @IntRange(min = 1, max = 7) int atOnce)
            throws IOException {
        assertThat(read(trickle(bytes, atOnce))).isNotNull();
    }

    @Test
    void readsSingleBytesOfOldPrograms() throws IOException {
        byte[] bytes = "Café “Wölfe” €5\n".repeat(20_000).getBytes(WINDOWS);
        assertThat(read(new ByteArrayInputStream(bytes))).isEqualTo(new String(bytes, WINDOWS));
    }

    @Test
    void readsALongTextOfManyBytesACharacter() throws IOException {
        String text = "愛は氷の𝄞 ".repeat(30_000);
        assertThat(read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(text);
    }
}
