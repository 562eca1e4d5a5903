package io.skuld.server.ingest.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A CSV file whose first row names its columns; the delimiter (comma, semicolon or tab) is the one the header uses.
/// Not thread-safe.
public final class CsvTable implements Closeable {
    private final List<String> header;
    private final CsvReader rows;

    private CsvTable(List<String> header, CsvReader rows) {
        this.header = header;
        this.rows = rows;
    }

    /// @param head the beginning of the same text, for its header
    public static CsvTable open(Reader reader, String head) throws IOException {
        CsvReader rows = new CsvReader(reader, delimiter(head));
        var first = rows.next();
        return new CsvTable(first == null ? List.of() : names(first), rows);
    }

    /// The names of the columns in the first line of a text, lower-case.
    public static List<String> header(String head) {
        try (var rows = new CsvReader(new java.io.StringReader(firstLine(head)), delimiter(head))) {
            var first = rows.next();
            return first == null ? List.of() : names(first);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Reading from memory failed", e);
        }
    }

    /// The column of this name, or of the first of these names that is there, or -1.
    public int column(String... names) {
        for (String name : names) {
            int column = header.indexOf(name.toLowerCase(Locale.ROOT));
            if (column >= 0) return column;
        }
        return -1;
    }

    /// The next row, or null at the end.
    public CsvReader.@Nullable Row next() throws IOException {
        return rows.next();
    }

    private static List<String> names(CsvReader.Row row) {
        List<String> names = new ArrayList<>();
        for (String cell : row.cells()) names.add(cell.strip().toLowerCase(Locale.ROOT));
        return List.copyOf(names);
    }

    private static char delimiter(String head) {
        String line = firstLine(head);
        char best = ',';
        for (char candidate : new char[] {';', '\t'})
            if (count(line, candidate) > count(line, best)) best = candidate;
        return best;
    }

    private static long count(String line, char wanted) {
        return line.chars().filter(c -> c == wanted).count();
    }

    private static String firstLine(String head) {
        return head.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
