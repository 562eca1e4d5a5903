package io.skuld.server.ingest;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Databases as other programs write them, made for one test.
final class SqliteExports {
    private SqliteExports() {}

    static Path database(Path file, String... statements) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String sql : statements) statement.execute(sql);
            return file;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
