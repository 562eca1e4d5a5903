package io.skuld.server.ingest.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Comma-separated values (RFC 4180) from hands that never read it: one bad row never takes the rest with it. A quote
/// that is not closed within [#LINES_PER_ROW] lines spoils its own line only, and reading goes on with the next one.
/// Not thread-safe.
public final class CsvReader implements Closeable {
    /// Lines that one quoted row may span, as a review of several paragraphs does.
    public static final int LINES_PER_ROW = 200;

    /// @param line where it starts, counted from 1
    /// @param fault why it could not be read, or null
    public record Row(long line, List<String> cells, @Nullable Fault fault) {
        /// The cell without the blanks around it; empty when the row is too short or the column is -1.
        public String cell(int column) {
            return column >= 0 && column < cells.size() ? cells.get(column).strip() : "";
        }

        /// As it was, for the list of what was left out.
        public String text() {
            return String.join(",", cells);
        }
    }

    public enum Fault {
        UNCLOSED_QUOTE,
        OVERLONG
    }

    private final LineReader lines;
    private final char delimiter;
    private final Deque<LineReader.Line> ahead = new ArrayDeque<>();

    public CsvReader(Reader reader, char delimiter) {
        this.lines = new LineReader(reader);
        this.delimiter = delimiter;
    }

    /// The next row that is not blank, or null at the end.
    public @Nullable Row next() throws IOException {
        for (var line = nextLine(); line != null; line = nextLine())
            if (!line.text().isBlank()) return row(line);
        return null;
    }

    private LineReader.@Nullable Line nextLine() throws IOException {
        return ahead.isEmpty() ? lines.next() : ahead.poll();
    }

    private Row row(LineReader.Line first) throws IOException {
        if (first.overlong()) return spoilt(first, Fault.OVERLONG);
        Splitter splitter = new Splitter(delimiter);
        splitter.feed(first.text());
        List<LineReader.Line> borrowed = new ArrayList<>();
        long length = first.text().length();
        while (splitter.insideQuotes()) {
            var more = nextLine();
            if (more != null) {
                borrowed.add(more);
                length += more.text().length();
            }
            if (more == null || borrowed.size() >= LINES_PER_ROW || length > LineReader.LONGEST) {
                for (int i = borrowed.size() - 1; i >= 0; i--) ahead.addFirst(borrowed.get(i));
                return spoilt(first, Fault.UNCLOSED_QUOTE);
            }
            splitter.feedNextLine(more.text());
        }
        return new Row(first.number(), splitter.cells(), null);
    }

    private static Row spoilt(LineReader.Line line, Fault fault) {
        String start = line.text().substring(0, Math.min(200, line.text().length()));
        return new Row(line.number(), List.of(start), fault);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /// The cells of one row, fed line by line.
    private static final class Splitter {
        private final char delimiter;
        private final List<String> cells = new ArrayList<>();
        private final StringBuilder cell = new StringBuilder();
        private boolean quoted;

        Splitter(char delimiter) {
            this.delimiter = delimiter;
        }

        boolean insideQuotes() {
            return quoted;
        }

        List<String> cells() {
            cells.add(cell.toString());
            cell.setLength(0);
            return List.copyOf(cells);
        }

        void feedNextLine(String text) {
            cell.append('\n');
            feed(text);
        }

        void feed(String text) {
            int end = text.length();
            for (int i = 0; i < end; i++) {
                char c = text.charAt(i);
                if (quoted && c == '"' && i + 1 < end && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else if (quoted && c == '"') quoted = false;
                else if (quoted) cell.append(c);
                else if (c == '"' && cell.isEmpty()) quoted = true;
                else if (c == delimiter) {
                    cells.add(cell.toString());
                    cell.setLength(0);
                } else cell.append(c);
            }
        }
    }
}
