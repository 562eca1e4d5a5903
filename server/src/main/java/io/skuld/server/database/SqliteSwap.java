package io.skuld.server.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Loads a new database file beside the old one and lets them change places.
final class SqliteSwap {
    /// A SQLite database in use is up to three files.
    private static final List<String> SIDE_FILES = List.of("", "-wal", "-shm");

    private SqliteSwap() {}

    /// @return where the old file is now, or empty
    static String restore(Path file, String stamp, Restore.Loader loader) {
        Path fresh = file.resolveSibling(file.getFileName() + ".restoring");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            delete(fresh);
            try (HikariDataSource source = Database.sqliteWriter(fresh)) {
                loader.load(source);
            }
            makeSingle(fresh);
            boolean wasThere = Files.exists(file);
            Path old = file.resolveSibling(file.getFileName() + ".before_restore_" + stamp);
            if (wasThere) putAside(file, old);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return wasThere ? old.toString() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be replaced", e);
        } finally {
            deleteQuietly(fresh);
        }
    }

    private static void putAside(Path file, Path old) throws IOException {
        makeSingle(file);
        for (String side : SIDE_FILES) {
            Path from = Path.of(file + side);
            if (Files.exists(from))
                Files.move(from, Path.of(old + side), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /// Folds the write-ahead log into the file, which only the sole user of a database can do. A damaged file stays as it
    /// is.
    private static void makeSingle(Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet mode = statement.executeQuery("PRAGMA journal_mode = DELETE")) {
            if (mode.next() && !mode.getString(1).equals("delete"))
                throw new DatabaseInUseException(file.toString());
        } catch (SQLiteException e) {
            if (isBusy(e.getResultCode())) throw new DatabaseInUseException(file.toString());
        } catch (SQLException e) {
            throw new IllegalStateException(file + " cannot be closed", e);
        }
    }

    private static boolean isBusy(SQLiteErrorCode code) {
        return code == SQLiteErrorCode.SQLITE_BUSY || code == SQLiteErrorCode.SQLITE_LOCKED;
    }

    private static void delete(Path file) throws IOException {
        for (String side : SIDE_FILES) Files.deleteIfExists(Path.of(file + side));
    }

    private static void deleteQuietly(Path file) {
        try {
            delete(file);
        } catch (IOException e) {
            System.getLogger(SqliteSwap.class.getName())
                    .log(System.Logger.Level.WARNING, "The unfinished " + file + " is left", e);
        }
    }
}
