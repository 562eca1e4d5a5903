package io.skuld.server.database;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import io.skuld.server.database.Backup.Manifest;
import io.skuld.server.database.Backup.Part;
import io.skuld.server.settings.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.sql.DataSource;

/// Puts a backup in the place of the database. The backup is first checked and loaded beside it; only when all of that
/// went well do the two change places, and the old one is kept. An older backup is brought up to date on the way.
public final class Restore {
    private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {};
    private static final Pattern NAME = Pattern.compile("[a-z_]+");
    private static final int BATCH = 1000;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);

    /// Tables whose column `sequence` the database fills in.
    private static final Set<String> NUMBERED =
            Set.of(
                    "signal",
                    "retraction",
                    "task",
                    "activity_bucket",
                    "source_run",
                    "graph_version",
                    "graph_activation",
                    "item_merge");

    /// @param kept where the old database is now: a file, or a schema of PostgreSQL; empty when there was none
    public record Restored(Manifest manifest, String kept) {}

    private Restore() {}

    /// @throws DamagedBackupException when the file is not a whole backup
    /// @throws NewerDatabaseException when a newer program made it
    /// @throws DatabaseInUseException when a server still runs
    public static Restored run(
            Path backup, Path home, DatabaseSettings settings, InstantSource clock) {
        Manifest manifest = Backup.verify(backup);
        if (manifest.schema() > Schema.NEWEST)
            throw new NewerDatabaseException(
                    "The backup " + backup, manifest.schema(), Schema.NEWEST);
        String stamp = STAMP.format(clock.instant());
        String kept =
                settings.url().isEmpty()
                        ? SqliteSwap.restore(
                                home.resolve(Database.FILE),
                                stamp,
                                source -> load(backup, manifest, source, Dialect.SQLITE))
                        : PostgresSwap.restore(
                                settings,
                                stamp,
                                source -> load(backup, manifest, source, Dialect.POSTGRESQL));
        return new Restored(manifest, kept);
    }

    private static void load(Path backup, Manifest manifest, DataSource empty, Dialect dialect) {
        Schema.migrate(empty, dialect, manifest.schema());
        try (ZipFile zip = new ZipFile(backup.toFile());
                Connection connection = empty.getConnection()) {
            connection.setAutoCommit(false);
            for (Part part : manifest.parts()) load(connection, part, zip);
            if (dialect == Dialect.POSTGRESQL) continueNumbers(connection, manifest);
            connection.commit();
        } catch (IOException e) {
            throw new DamagedBackupException(backup, String.valueOf(e.getMessage()), e);
        } catch (SQLException e) {
            throw new DamagedBackupException(backup, "its rows do not fit: " + e.getMessage(), e);
        }
        Schema.bringUpToDate(empty, dialect);
    }

    private static void load(Connection connection, Part part, ZipFile zip)
            throws IOException, SQLException {
        ZipEntry entry = zip.getEntry(part.entry());
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM " + name(part.table())); // what the migrations put there
        }
        try (PreparedStatement insert = connection.prepareStatement(insertInto(part));
                InputStream in = zip.getInputStream(entry);
                MappingIterator<Map<String, Object>> rows =
                        Backup.JSON.readerFor(ROW).readValues(in)) {
            int pending = 0;
            while (rows.hasNext()) {
                bind(insert, part.columns(), rows.next());
                insert.addBatch();
                if (++pending % BATCH == 0) insert.executeBatch();
            }
            insert.executeBatch();
        }
    }

    private static String insertInto(Part part) {
        List<String> columns = part.columns().stream().map(Restore::name).toList();
        return "INSERT INTO %s (%s) VALUES (?%s)"
                .formatted(
                        name(part.table()),
                        String.join(", ", columns),
                        ", ?".repeat(columns.size() - 1));
    }

    private static String name(String name) {
        if (!NAME.matcher(name).matches())
            throw new IllegalArgumentException("'%s' names no table or column".formatted(name));
        return name;
    }

    private static void bind(
            PreparedStatement insert, List<String> columns, Map<String, Object> row)
            throws SQLException {
        for (int c = 0; c < columns.size(); c++) insert.setObject(c + 1, row.get(columns.get(c)));
    }

    /// SQLite counts on from the highest number by itself.
    private static void continueNumbers(Connection connection, Manifest manifest)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Part part : manifest.parts())
                if (NUMBERED.contains(part.table()))
                    statement.execute(
                            "SELECT setval(pg_get_serial_sequence('%1$s', 'sequence'), coalesce(max(sequence), 0) + 1, false) FROM %1$s"
                                    .formatted(part.table()));
        }
    }

    /// Fills an empty database and leaves it closed.
    @FunctionalInterface
    interface Loader {
        void load(DataSource empty);
    }
}
