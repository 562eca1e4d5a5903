package io.skuld.server.database;

import io.skuld.server.settings.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/// A database in one PostgreSQL server that all tests of a run share.
final class PostgresTestDatabase implements TestDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final Home home = Home.temporary();

    private PostgresTestDatabase(String name) {
        this.name = name;
    }

    /// Started by the first test that needs it, stopped with the process.
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("fsync", "off")
                                .setServerConfig("listen_addresses", "127.0.0.1")
                                .start();
                execute(server, "CREATE DATABASE template_of_skuld");
                Database.open(Path.of("."), settings(server, "template_of_skuld")).close();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static TestDatabase create() {
        String name = "test_" + COUNT.incrementAndGet();
        execute(Server.POSTGRES, "CREATE DATABASE " + name + " TEMPLATE template_of_skuld");
        return new PostgresTestDatabase(name);
    }

    private static DatabaseSettings settings(EmbeddedPostgres server, String name) {
        return new DatabaseSettings(server.getJdbcUrl("postgres", name), "postgres", "postgres");
    }

    private static void execute(EmbeddedPostgres server, String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Database open() {
        return Database.open(home.folder(), settings());
    }

    @Override
    public DatabaseSettings settings() {
        return settings(Server.POSTGRES, name);
    }

    @Override
    public Path home() {
        return home.folder();
    }

    @Override
    public void close() {
        execute(Server.POSTGRES, "DROP DATABASE " + name + " WITH (FORCE)");
        home.close();
    }
}
