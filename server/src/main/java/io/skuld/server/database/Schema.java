package io.skuld.server.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// The version of the tables. Migrations only ever run forward.
final class Schema {
    /// The newest migration under `db/migration`.
    static final int NEWEST = 16;

    private static final int NONE = 0;

    private Schema() {}

    /// Loading Flyway takes longer than all the rest of an opening, so an up-to-date database does without it.
    static void bringUpToDate(DataSource source, Dialect dialect) {
        int current = current(source);
        if (current > NEWEST) throw new NewerDatabaseException("The database", current, NEWEST);
        if (current < NEWEST) migrate(source, dialect, NEWEST);
    }

    static void migrate(DataSource source, Dialect dialect, int target) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/common")
                .placeholders(dialect.placeholders())
                .target(String.valueOf(target))
                .load()
                .migrate();
    }

    private static int current(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return hasHistory(connection) ? newestOf(connection) : NONE;
        } catch (SQLException e) {
            throw new IllegalStateException("The version of the database cannot be read", e);
        }
    }

    private static boolean hasHistory(Connection connection) throws SQLException {
        try (ResultSet tables =
                connection
                        .getMetaData()
                        .getTables(
                                connection.getCatalog(),
                                connection.getSchema(),
                                "flyway_schema_history",
                                null)) {
            return tables.next();
        }
    }

    private static int newestOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success")) {
            return row.next() ? row.getInt(1) : NONE;
        }
    }
}
