package io.skuld.server.database;

import io.skuld.server.settings.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An empty, migrated database of its own for one test, on SQLite or on a real PostgreSQL. Both are copied from a
/// template, so that a test does not wait for migrations.
public interface TestDatabase extends AutoCloseable {
    /// Opens it; again after it was closed.
    Database open();

    DatabaseSettings settings();

    Path home();

    @Override
    void close();

    static TestDatabase sqlite() {
        return new SqliteTestDatabase();
    }

    static TestDatabase postgresql() {
        return PostgresTestDatabase.create();
    }

    /// SQLite in a temporary folder.
    final class SqliteTestDatabase implements TestDatabase {
        private static final Path TEMPLATE = template();

        private final Home home = Home.temporary();

        private SqliteTestDatabase() {
            try {
                Files.copy(TEMPLATE, home.folder().resolve(Database.FILE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path template() {
            Home home = Home.temporary();
            home.open().close();
            Path file = home.folder().resolve(Database.FILE);
            home.folder().toFile().deleteOnExit(); // in reverse order: the file goes first
            file.toFile().deleteOnExit();
            return file;
        }

        @Override
        public Database open() {
            return home.open();
        }

        @Override
        public DatabaseSettings settings() {
            return DatabaseSettings.DEFAULTS;
        }

        @Override
        public Path home() {
            return home.folder();
        }

        @Override
        public void close() {
            home.close();
        }
    }
}
