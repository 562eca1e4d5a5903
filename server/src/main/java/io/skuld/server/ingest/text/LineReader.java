package io.skuld.server.ingest.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/// Lines with their numbers, however they end (`\n`, `\r\n`, `\r`) and however long they are: what exceeds
/// [#LONGEST] characters is dropped and the line marked. Not thread-safe.
public final class LineReader implements Closeable {
    /// Characters of a line that are kept: far above any honest line, far below the heap.
    public static final int LONGEST = 1 << 20;

    /// @param number counted from 1
    /// @param overlong whether its end was dropped
    public record Line(long number, String text, boolean overlong) {}

    private final Reader reader;
    private final char[] buffer = new char[1 << 14];
    private final StringBuilder text = new StringBuilder();
    private int position;
    private int limit;
    private long number;

    public LineReader(Reader reader) {
        this.reader = reader;
    }

    /// The next line, or null at the end.
    public @Nullable Line next() throws IOException {
        if (position == limit && !fill()) return null;
        text.setLength(0);
        number++;
        boolean overlong = false;
        while (position < limit || fill()) {
            int start = position;
            while (position < limit && buffer[position] != '\n' && buffer[position] != '\r')
                position++;
            int room = Math.min(position - start, LONGEST - text.length());
            text.append(buffer, start, room);
            overlong |= room < position - start;
            if (position < limit) {
                passLineEnd();
                break;
            }
        }
        return new Line(number, text.toString(), overlong);
    }

    private void passLineEnd() throws IOException {
        boolean carriageReturn = buffer[position++] == '\r';
        if (carriageReturn && (position < limit || fill()) && buffer[position] == '\n') position++;
    }

    private boolean fill() throws IOException {
        int n = reader.read(buffer, 0, buffer.length);
        position = 0;
        limit = Math.max(n, 0);
        return n > 0;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
