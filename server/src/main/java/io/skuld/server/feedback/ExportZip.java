package io.skuld.server.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// Writes tables into an archive, a row at a time: as JSON Lines, and as CSV with a line of names even when there are no
/// rows. Not thread-safe.
final class ExportZip implements Closeable {
    /// Takes the values of one row, in the order of the columns. Numbers, truths, lists and maps stay what they are; the
    /// rest becomes text, null an empty one, so that every row has the same columns.
    @FunctionalInterface
    interface Row {
        void accept(@Nullable Object... values);
    }

    /// Writes values and leaves the archive open.
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).build();

    private static final CsvMapper CSV =
            CsvMapper.csvBuilder().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).build();

    private final ZipOutputStream zip;

    ExportZip(OutputStream out) {
        zip = new ZipOutputStream(out);
    }

    ZipOutputStream archive() {
        return zip;
    }

    void text(String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(UTF_8));
        zip.closeEntry();
    }

    /// @param rows asked twice
    /// @return how many rows there were
    int both(String name, List<String> columns, Consumer<Row> rows) throws IOException {
        csv(name, columns, rows);
        return jsonLines(name, columns, rows);
    }

    int jsonLines(String name, List<String> columns, Consumer<Row> rows) throws IOException {
        zip.putNextEntry(new ZipEntry(name + ".jsonl"));
        int[] count = {0};
        rows.accept(values -> {
            try {
                JSON.writeValue(zip, named(columns, values));
                zip.write('\n');
                count[0]++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        zip.closeEntry();
        return count[0];
    }

    private void csv(String name, List<String> columns, Consumer<Row> rows) throws IOException {
        zip.putNextEntry(new ZipEntry(name + ".csv"));
        zip.write((String.join(",", columns) + "\n").getBytes(UTF_8));
        CsvSchema schema =
                CsvSchema.builder().addColumns(columns, CsvSchema.ColumnType.STRING).build();
        ObjectWriter writer = CSV.writer(schema);
        try (SequenceWriter lines = writer.writeValues(zip)) {
            rows.accept(values -> {
                try {
                    lines.write(flat(named(columns, values)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        zip.closeEntry();
    }

    private static Map<String, Object> named(List<String> columns, @Nullable Object[] values) {
        Map<String, Object> row = LinkedHashMap.newLinkedHashMap(columns.size());
        for (int c = 0; c < columns.size(); c++) row.put(columns.get(c), plain(values[c]));
        return row;
    }

    private static Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> number;
            case Boolean truth -> truth;
            case Collection<?> list -> list;
            case Map<?, ?> map -> map;
            default -> value.toString();
        };
    }

    /// Lists and maps become one cell.
    private static Map<String, String> flat(Map<String, Object> row) {
        Map<String, String> cells = LinkedHashMap.newLinkedHashMap(row.size());
        row.forEach((name, value) ->
                cells.put(
                        name,
                        switch (value) {
                            case Collection<?> list ->
                                    String.join("; ", list.stream().map(String::valueOf).toList());
                            default -> String.valueOf(value);
                        }));
        return cells;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
