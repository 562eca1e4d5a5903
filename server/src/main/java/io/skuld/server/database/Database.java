package io.skuld.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.skuld.server.settings.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/// The open database, migrated to this program's schema. Thread-safe: any number of readers, one writer at a time.
///
/// SQLite runs in WAL mode with `synchronous=FULL`: when [#write] returns, the disk has it. Readers never wait for the
/// writer nor it for them.
public final class Database implements AutoCloseable {
    /// The file of the embedded database inside the data folder.
    public static final String FILE = "skuld.db";

    /// How PostgreSQL knows this program.
    static final String APPLICATION = "skuld";

    private static final int READERS = 8;

    private final Dialect dialect;
    private final @Nullable Path file;
    private final HikariDataSource readers;
    private final HikariDataSource writer;
    private final Jdbi reading;
    private final Jdbi writing;
    private final ReentrantLock writeLock = new ReentrantLock(true);

    private Database(
            Dialect dialect,
            @Nullable Path file,
            HikariDataSource readers,
            HikariDataSource writer) {
        this.dialect = dialect;
        this.file = file;
        this.readers = readers;
        this.writer = writer;
        reading = Jdbi.create(readers);
        writing = Jdbi.create(writer);
    }

    /// SQLite in the data folder, unless the settings name a PostgreSQL. Creates and migrates as needed.
    ///
    /// @throws DatabaseProblem when it is damaged, newer than this program, or out of reach
    public static Database open(Path home, DatabaseSettings settings) {
        return settings.url().isEmpty() ? openSqlite(home.resolve(FILE)) : openPostgres(settings);
    }

    static Database openSqlite(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder of " + file + " cannot be made", e);
        }
        HikariDataSource writer = null;
        try {
            SqliteFile.refuseDamaged(file);
            writer = sqliteWriter(file);
            Schema.bringUpToDate(writer, Dialect.SQLITE);
            return new Database(
                    Dialect.SQLITE,
                    file,
                    sqlitePool(file, READERS, "skuld-read", "PRAGMA query_only = 1"),
                    writer);
        } catch (RuntimeException e) {
            if (writer != null) writer.close();
            throw DatabaseProblem.atOpening(file.toString(), e);
        }
    }

    private static Database openPostgres(DatabaseSettings settings) {
        HikariDataSource pool = null;
        try {
            pool = postgresPool(settings, APPLICATION, READERS + 1, null);
            Schema.bringUpToDate(pool, Dialect.POSTGRESQL);
            return new Database(Dialect.POSTGRESQL, null, pool, pool);
        } catch (RuntimeException e) {
            if (pool != null) pool.close();
            throw DatabaseProblem.atOpening(settings.url(), e);
        }
    }

    static HikariDataSource sqliteWriter(Path file) {
        // Pages that an import changes again and again go from the log to the file once, not each
        // time.
        return sqlitePool(file, 1, "skuld-write", "PRAGMA wal_autocheckpoint = 32000");
    }

    private static HikariDataSource sqlitePool(
            Path file, int size, String name, @Nullable String initialSql) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl("jdbc:sqlite:" + file);
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("foreign_keys", "true");
        config.addDataSourceProperty("busy_timeout", "10000");
        config.addDataSourceProperty("cache_size", "-16000"); // KiB
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        if (initialSql != null) config.setConnectionInitSql(initialSql);
        return new HikariDataSource(config);
    }

    /// @param name how the database knows this user of it
    /// @param schema where the tables are; null for the first of the user's search path
    static HikariDataSource postgresPool(
            DatabaseSettings settings, String name, int size, @Nullable String schema) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(settings.url());
        config.addDataSourceProperty("ApplicationName", name);
        // A batch of inserts goes as few statements of many rows; see Dialect.countsBatches.
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        if (!settings.user().isEmpty()) config.setUsername(settings.user());
        if (!settings.password().isEmpty()) config.setPassword(settings.password());
        if (schema != null) config.setSchema(schema);
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    /// Runs a query on its own connection; it sees one consistent state if it is one statement.
    public <T extends @Nullable Object> T read(HandleCallback<T, RuntimeException> work) {
        return reading.withHandle(work);
    }

    /// Runs any number of queries on one consistent state, however long they take and whoever writes meanwhile.
    public <T extends @Nullable Object> T snapshot(HandleCallback<T, RuntimeException> work) {
        TransactionIsolationLevel isolation =
                switch (dialect) {
                    case SQLITE -> TransactionIsolationLevel.SERIALIZABLE; // of readers: a snapshot
                    case POSTGRESQL -> TransactionIsolationLevel.REPEATABLE_READ;
                };
        return reading.inTransaction(isolation, work);
    }

    /// Runs a transaction, one at a time in this process. When it returns, the change is on the disk; when it throws,
    /// nothing was changed. Not to be nested.
    public <T extends @Nullable Object> T write(HandleCallback<T, RuntimeException> work) {
        if (writeLock.isHeldByCurrentThread())
            throw new IllegalStateException("A transaction inside a transaction");
        writeLock.lock();
        try {
            return writing.inTransaction(work);
        } catch (RuntimeException e) {
            throw DatabaseProblem.atWriting(e);
        } finally {
            writeLock.unlock();
        }
    }

    /// As [#write], without a result.
    public void change(HandleConsumer<RuntimeException> work) {
        write(handle -> {
            work.useHandle(handle);
            return true;
        });
    }

    /// Keeps other processes on the same PostgreSQL out of the named part until the transaction ends, so that its numbers
    /// become visible in ascending order. SQLite has one writer anyway.
    public void exclusive(Handle handle, String part) {
        if (dialect == Dialect.POSTGRESQL)
            handle.createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext(:part))) l")
                    .bind("part", "skuld." + part)
                    .mapTo(Integer.class)
                    .one();
    }

    public Dialect dialect() {
        return dialect;
    }

    /// The SQLite file, or null on PostgreSQL.
    public @Nullable Path file() {
        return file;
    }

    /// For health checks and `doctor`: facts by name.
    public Map<String, String> facts() {
        return Map.of(
                "kind",
                dialect.name().toLowerCase(Locale.ROOT),
                "where",
                file == null ? readers.getJdbcUrl() : file.toString(),
                "version",
                read(handle -> handle.createQuery(dialect.version()).mapTo(String.class).one()));
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
