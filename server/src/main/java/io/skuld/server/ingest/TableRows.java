package io.skuld.server.ingest;

import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.text.CsvReader;
import io.skuld.server.ingest.text.CsvTable;
import java.io.IOException;
import java.util.function.BiConsumer;

/// Goes over the rows of a table, with those that cannot even be split already reported.
public final class TableRows {
    private TableRows() {}

    /// Hands each readable row of a CSV part to its reader.
    public static void each(
            Part part,
            ImportSink sink,
            java.util.function.Function<CsvTable, BiConsumer<Where, CsvReader.Row>> reader)
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
