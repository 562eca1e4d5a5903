package io.skuld.server.ingest;

import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Importer.Recognised;
import io.skuld.server.ingest.text.CsvReader;
import io.skuld.server.ingest.text.CsvTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Goes over the rows of a table, with those that cannot even be split already reported.
public final class TableRows {
    private TableRows() {}

    /// The parts whose first line names all these columns, in any order and among others.
    public static Optional<Recognised> withColumns(Bundle bundle, List<String> columns) {
        return Recognised.when(
                1,
                bundle.parts().stream()
                        .filter(part -> CsvTable.header(part.head()).containsAll(columns))
                        .toList());
    }

    /// As [#each], for parts of one layout.
    ///
    /// @param columns where the columns of a part are
    /// @param reader takes a row with those
    public static <C> void each(
            List<Part> parts, ImportSink sink, Function<CsvTable, C> columns, RowReader<C> reader)
            throws IOException {
        for (Part part : parts)
            each(
                    part,
                    sink,
                    table -> {
                        C places = columns.apply(table);
                        return (where, row) -> reader.read(places, where, row, sink);
                    });
    }

    /// Reads one row.
    @FunctionalInterface
    public interface RowReader<C> {
        void read(C columns, Where where, CsvReader.Row row, ImportSink sink);
    }

    /// Hands each readable row of a CSV part to its reader.
    public static void each(
            Part part, ImportSink sink, Function<CsvTable, BiConsumer<Where, CsvReader.Row>> reader)
            throws IOException {
        try (CsvTable table = CsvTable.open(part.text(sink), part.head())) {
            BiConsumer<Where, CsvReader.Row> eachRow = reader.apply(table);
            for (var row = table.next(); row != null; row = table.next()) {
                if (!readable(row, part, sink)) continue;
                Where where = new Where(part.name(), row.line());
                CsvReader.Row read = row;
                OneLine.of(where, row.text(), sink, () -> eachRow.accept(where, read));
            }
        }
    }

    /// False when the row cannot be split into cells; the sink has been told then.
    public static boolean readable(CsvReader.Row row, Part part, ImportSink sink) {
        var fault = row.fault();
        if (fault == null) return true;
        SkipReason reason =
                switch (fault) {
                    case UNCLOSED_QUOTE -> SkipReason.UNCLOSED_QUOTE;
                    case OVERLONG -> SkipReason.OVERLONG;
                };
        sink.skip(new Where(part.name(), row.line()), reason, row.text());
        return false;
    }
}
