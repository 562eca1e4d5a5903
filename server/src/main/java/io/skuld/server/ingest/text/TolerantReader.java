package io.skuld.server.ingest.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Decodes text whose encoding nobody told us: UTF-8 and UTF-16 by their byte order mark or by their look, and every
/// byte that is not UTF-8 as Windows-1252, the superset of Latin-1 that old programs write. Never fails on a byte.
/// A byte order mark is not part of the text. Not thread-safe.
public final class TolerantReader extends Reader {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
    private CharsetDecoder decoder = strict(StandardCharsets.UTF_8);
    private boolean started;
    private boolean ended;

    public TolerantReader(InputStream in) {
        this.in = in;
    }

    /// Decodes a beginning, as shown to those who recognise formats; a character cut in two at the end is left out.
    public static String decode(byte[] head) {
        try (var reader = new TolerantReader(new java.io.ByteArrayInputStream(head))) {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[4096];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer))
                text.append(buffer, 0, n);
            return text.toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Reading from memory failed", e);
        }
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) return 0;
        while (!chars.hasRemaining()) {
            if (ended && !bytes.hasRemaining()) return -1;
            decodeMore();
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    private void decodeMore() throws IOException {
        fill();
        if (!started) {
            started = true;
            chooseEncoding();
        }
        chars.clear();
        // The characters always have room: each takes at least one byte, and both buffers are of
        // one size.
        CoderResult result = decoder.decode(bytes, chars, ended);
        while (result.isError()) {
            substitute(result.length());
            result = decoder.decode(bytes, chars, ended);
        }
        chars.flip();
    }

    /// Tops the byte buffer up; a sequence cut by the buffer's end stays and is completed here.
    private void fill() throws IOException {
        bytes.compact();
        while (!ended && bytes.position() < 4) {
            int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
            if (n < 0) ended = true;
            else bytes.position(bytes.position() + n);
        }
        bytes.flip();
    }

    private void chooseEncoding() {
        int a = peek(0);
        int b = peek(1);
        if (a == 0xEF && b == 0xBB && peek(2) == 0xBF) bytes.position(bytes.position() + 3);
        else if (a == 0xFF && b == 0xFE) use(StandardCharsets.UTF_16LE, 2);
        else if (a == 0xFE && b == 0xFF) use(StandardCharsets.UTF_16BE, 2);
        else if (a > 0 && b == 0 && peek(2) > 0 && peek(3) == 0) use(StandardCharsets.UTF_16LE, 0);
        else if (a == 0 && b > 0 && peek(2) == 0 && peek(3) > 0) use(StandardCharsets.UTF_16BE, 0);
    }

    private void use(Charset charset, int markLength) {
        decoder = strict(charset);
        bytes.position(bytes.position() + markLength);
    }

    private int peek(int index) {
        return index < bytes.remaining() ? bytes.get(bytes.position() + index) & 0xFF : -1;
    }

    private void substitute(int length) {
        boolean eightBit = decoder.charset() == StandardCharsets.UTF_8;
        for (int i = 0; i < length && bytes.hasRemaining(); i++) {
            byte one = bytes.get();
            if (eightBit) chars.put(new String(new byte[] {one}, WINDOWS).charAt(0));
        }
        if (!eightBit) chars.put('\uFFFD');
        decoder.reset();
    }

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
