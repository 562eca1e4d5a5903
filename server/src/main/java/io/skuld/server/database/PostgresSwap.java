package io.skuld.server.database;

import com.zaxxer.hikari.HikariDataSource;
import io.skuld.server.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Loads a new PostgreSQL schema beside the old one and lets them change names in one transaction.
final class PostgresSwap {
    private static final String FRESH = "skuld_restoring";
    private static final String ME = "skuld-restore";

    /// Flyway wants a second connection.
    private static final int POOL = 2;

    /// A server that was just stopped may need a moment to let go.
    private static final int PATIENCE = 10;

    private static final Duration MOMENT = Duration.ofMillis(200);

    private PostgresSwap() {}

    /// @return the name of the schema that holds the old tables now
    static String restore(DatabaseSettings settings, String stamp, Restore.Loader loader) {
        try (HikariDataSource plain = Database.postgresPool(settings, ME, POOL, null)) {
            String schema = prepare(plain);
            try (HikariDataSource fresh = Database.postgresPool(settings, ME, POOL, FRESH)) {
                loader.load(fresh);
            }
            return swap(plain, schema, "before_restore_" + stamp);
        } catch (SQLException e) {
            throw new DatabaseUnreachableException(settings.url(), e);
        }
    }

    private static String prepare(HikariDataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            refuseInUse(statement, source.getJdbcUrl());
            statement.execute("DROP SCHEMA IF EXISTS " + FRESH + " CASCADE");
            statement.execute("CREATE SCHEMA " + FRESH);
            try (ResultSet row = statement.executeQuery("SELECT current_schema()")) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static void refuseInUse(Statement statement, String where) throws SQLException {
        for (int tries = 0; isInUse(statement); tries++) {
            if (tries == PATIENCE) throw new DatabaseInUseException(where);
            LockSupport.parkNanos(MOMENT.toNanos());
        }
    }

    private static boolean isInUse(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = '%s'"
                                .formatted(Database.APPLICATION))) {
            return row.next() && row.getInt(1) > 0;
        }
    }

    private static String swap(HikariDataSource source, String schema, String old)
            throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("ALTER SCHEMA \"%s\" RENAME TO %s".formatted(schema, old));
            statement.execute("ALTER SCHEMA %s RENAME TO \"%s\"".formatted(FRESH, schema));
            connection.commit();
            return old;
        }
    }
}
