package io.skuld.server.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
    private static List<CsvReader.Row> rows(String text) throws IOException {
        List<CsvReader.Row> rows = new ArrayList<>();
        try (var reader = new CsvReader(new StringReader(text), ',')) {
            for (var row = reader.next(); row != null; row = reader.next()) rows.add(row);
        }
        return rows;
    }

    @Test
    void readsQuotesDelimitersAndLinesInsideACell() throws IOException {
        assertThat(rows("a,\"b, \"\"c\"\"\nd\",e\r\n\r\nf,,\r\n"))
                .containsExactly(
                        new CsvReader.Row(1, List.of("a", "b, \"c\"\nd", "e"), null),
                        new CsvReader.Row(4, List.of("f", "", ""), null));
    }

    @Test
    void losesOnlyTheLineWhoseQuoteIsNotClosed() throws IOException {
        assertThat(rows("1,\"a\n2,b\n3,c\n"))
                .containsExactly(
                        new CsvReader.Row(1, List.of("1,\"a"), CsvReader.Fault.UNCLOSED_QUOTE),
                        new CsvReader.Row(2, List.of("2", "b"), null),
                        new CsvReader.Row(3, List.of("3", "c"), null));
    }

    @Test
    void losesOnlyTheLineThatIsTooLong() throws IOException {
        assertThat(rows("1," + "x".repeat(LineReader.LONGEST) + "\n2,b\n"))
                .extracting(CsvReader.Row::fault)
                .containsExactly(CsvReader.Fault.OVERLONG, null);
    }

    /// What RFC 4180 writes is read back as it was.
    @Property(tries = 200, seed = "20261121")
    void readsBackWhatWasWritten(
            @ForAll @Size(min = 1, max = 6)
                    List<
                                    @Size(min = 2, max = 4) List<
                                            @StringLength(max = 5) @CharRange(from = ' ', to = '~')
                                            String>>
                            table)
            throws IOException {
        StringBuilder text = new StringBuilder();
        for (List<String> row : table) {
            List<String> quoted =
                    row.stream().map(cell -> '"' + cell.replace("\"", "\"\"") + '"').toList();
            text.append(String.join(",", quoted)).append("\r\n");
        }
        assertThat(rows(text.toString())).extracting(CsvReader.Row::cells).isEqualTo(table);
    }
}
