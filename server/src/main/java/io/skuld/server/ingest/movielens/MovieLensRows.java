package io.skuld.server.ingest.movielens;

import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.text.CsvReader;
import io.skuld.server.ingest.text.CsvTable;
import io.skuld.server.ingest.text.LineReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of one file, with the columns in the order asked for, whether it is CSV or `::`-separated.
abstract sealed class MovieLensRows implements Closeable {
    /// @param columns the header's names in the order in which the `.dat` has them
    static MovieLensRows open(Part part, ImportSink sink, String... columns) throws IOException {
        String first = part.head().lines().findFirst().orElse("");
        if (first.contains("::")) return new Dat(new LineReader(part.text(sink)), columns.length);
        return new Csv(CsvTable.open(part.text(sink), part.head()), columns);
    }

    /// The next row, or null at the end. Its cells stand in the order of the columns.
    abstract CsvReader.@Nullable Row next() throws IOException;

    private static final class Csv extends MovieLensRows {
        private final CsvTable table;
        private final int[] columns;

        Csv(CsvTable table, String[] names) {
            this.table = table;
            this.columns = new int[names.length];
            for (int i = 0; i < names.length; i++) columns[i] = table.column(names[i]);
        }

        @Override
        CsvReader.@Nullable Row next() throws IOException {
            var row = table.next();
            if (row == null || row.fault() != null) return row;
            String[] cells = new String[columns.length];
            for (int i = 0; i < cells.length; i++) cells[i] = row.cell(columns[i]);
            return new CsvReader.Row(row.line(), List.of(cells), null);
        }

        @Override
        public void close() throws IOException {
            table.close();
        }
    }

    private static final class Dat extends MovieLensRows {
        private final LineReader lines;
        private final int columns;

        Dat(LineReader lines, int columns) {
            this.lines = lines;
            this.columns = columns;
        }

        @Override
        CsvReader.@Nullable Row next() throws IOException {
            var line = lines.next();
            while (line != null && line.text().isBlank()) line = lines.next();
            if (line == null) return null;
            if (line.overlong())
                return new CsvReader.Row(line.number(), List.of(), CsvReader.Fault.OVERLONG);
            return new CsvReader.Row(
                    line.number(), List.of(line.text().split("::", columns)), null);
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
