package io.skuld.server.ingest.anagnorisis;

import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.TableRows;
import io.skuld.server.ingest.text.CsvReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The CSV export: all tables in one file, each after a row of `table.column`. What holds a comma, a quote or a line end is
/// quoted; a backslash is written twice.
final class ExportedTables {
    private static final Pattern COLUMN = Pattern.compile("([a-z_]+)\\.([a-z_]+)");
    private static final Pattern START =
            Pattern.compile(
                    "(?s)\\s*\"?(?:[a-z_]+\\.[a-z_]+,)*(?:[a-z]+_library)\\.[a-z_]+[,\"\\r\\n].*");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\\\\\",])");

    private ExportedTables() {}

    static boolean areIn(Part part) {
        return START.matcher(part.head()).matches();
    }

    static void read(Part part, ImportSink sink, MediaReading reading) throws IOException {
        try (CsvReader rows = new CsvReader(part.text(sink), ',')) {
            List<String> columns = List.of();
            String table = "";
            for (var row = rows.next(); row != null; row = rows.next()) {
                if (!TableRows.readable(row, part, sink)) continue;
                if (isHeader(row)) {
                    table = COLUMN.matcher(row.cell(0)).replaceFirst("$1");
                    columns = row.cells().stream().map(ExportedTables::column).toList();
                } else if (AnagnorisisImporter.TABLES.contains(table))
                    reading.row(new Where(part.name(), row.line()), table, cells(columns, row));
            }
        }
    }

    private static boolean isHeader(CsvReader.Row row) {
        return row.cells().size() > 1
                && row.cells().stream().allMatch(cell -> COLUMN.matcher(cell.strip()).matches());
    }

    private static String column(String cell) {
        return COLUMN.matcher(cell.strip()).replaceFirst("$2");
    }

    private static Map<String, String> cells(List<String> columns, CsvReader.Row row) {
        Map<String, String> cells = new HashMap<>();
        for (int c = 0; c < columns.size(); c++)
            cells.put(columns.get(c), ESCAPED.matcher(row.cell(c)).replaceAll("$1"));
        return cells;
    }
}
