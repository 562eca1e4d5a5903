package io.skuld.server.ingest.reeldriver;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Writes Parquet files for tests.
public final class SqlTables {
    private SqlTables() {}

    /// The rows of a query as a Parquet file.
    public static Path parquet(Path file, String query) {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, file));
            return file;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
