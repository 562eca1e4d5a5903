package io.skuld.server.ingest.reeldriver;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A table of films, wherever it is kept.
interface Films {
    /// One row as text; what is null is missing. Times are in UTC.
    ///
    /// @param line counted from 1
    record Row(long line, Map<String, String> texts, Map<String, List<String>> lists) {
        String text(String column) {
            return texts.getOrDefault(column, "").strip();
        }

        List<String> list(String column) {
            return lists.getOrDefault(column, List.of());
        }
    }

    @FunctionalInterface
    interface RowReader {
        void read(Row row);
    }

    /// The names of the columns.
    Set<String> columns() throws IOException;

    /// The largest number of a column, or empty when it has none.
    Optional<Double> maximum(String column) throws IOException;

    /// All rows, in the order in which they are kept, one at a time.
    void each(RowReader reader) throws IOException;
}
