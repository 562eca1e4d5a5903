package io.skuld.server.ingest.sqlite;

import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.OneLine;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.SkipReason;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/// Another program's SQLite database, opened for reading from a copy: the other program may be running, and its file stays
/// as it is. Not thread-safe.
public final class SqlForeignDatabase implements Closeable {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /// One row as text; what is null is missing.
    ///
    /// @param line counted from 1 within its table
    public record Row(String table, long line, Map<String, String> texts) {
        public String text(String column) {
            return texts.getOrDefault(column, "").strip();
        }
    }

    @FunctionalInterface
    public interface RowReader {
        void read(Where where, Row row);
    }

    /// Every importer looks at every database; each is copied once for all their looks. Guarded by itself.
    private static final Map<Part, Set<String>> SEEN = new WeakHashMap<>();

    private final Part part;
    private final Path copy;
    private final Connection connection;
    private final Set<String> tables = new HashSet<>();

    private SqlForeignDatabase(Part part, Path copy, Connection connection) throws SQLException {
        this.part = part;
        this.copy = copy;
        this.connection = connection;
        try (Statement statement = connection.createStatement();
                ResultSet names =
                        statement.executeQuery(
                                "SELECT name FROM sqlite_master WHERE type = 'table'")) {
            while (names.next()) tables.add(names.getString(1).toLowerCase(Locale.ROOT));
        }
    }

    /// By its first bytes.
    public static boolean isOne(Part part) {
        byte[] head = part.headBytes();
        return head.length >= MAGIC.length
                && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /// Whether it has all these tables; false when it cannot be opened.
    public static boolean has(Part part, String... wanted) {
        return tables(part).containsAll(List.of(wanted));
    }

    /// The names of its tables, lower-case; none when it is no database or cannot be opened.
    public static Set<String> tables(Part part) {
        if (!isOne(part)) return Set.of();
        synchronized (SEEN) {
            return SEEN.computeIfAbsent(part, SqlForeignDatabase::look);
        }
    }

    private static Set<String> look(Part part) {
        try (SqlForeignDatabase database = open(part)) {
            return Set.copyOf(database.tables);
        } catch (IOException e) {
            return Set.of();
        }
    }

    public static SqlForeignDatabase open(Part part) throws IOException {
        Path copy = Files.createTempFile("skuld-", ".sqlite");
        Connection connection = null;
        try {
            try (InputStream in = part.open()) {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            copyNewest(part, copy);
            connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
            return new SqlForeignDatabase(part, copy, connection);
        } catch (SQLException | IOException | RuntimeException e) {
            closeQuietly(connection);
            delete(copy);
            if (e instanceof RuntimeException problem) throw problem;
            throw new IOException(e.getMessage(), e);
        }
    }

    /// A program that runs, or was killed, has written its newest rows to a log beside the file.
    private static void copyNewest(Part part, Path copy) throws IOException {
        Path log = part.file().map(file -> beside(file, "-wal")).orElse(copy);
        if (Files.isReadable(log) && !log.equals(copy)) Files.copy(log, beside(copy, "-wal"));
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    public boolean has(String table) {
        return tables.contains(table);
    }

    /// All rows of a table, in the order in which they were written; none when there is no such table. Where the table is
    /// damaged, the sink hears of it.
    public void each(String table, ImportSink sink, RowReader reader) {
        if (has(table)) query(table, "SELECT * FROM \"%s\"".formatted(table), sink, reader);
    }

    /// The rows of a query.
    ///
    /// @param name what the rows are called where lines are told
    public void query(String name, String sql, ImportSink sink, RowReader reader) {
        String place = part.name() + "/" + name;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            for (long line = 1; rows.next(); line++) {
                Where where = new Where(place, line);
                Row row = new Row(name, line, texts(rows));
                OneLine.of(where, row.texts().toString(), sink, () -> reader.read(where, row));
            }
        } catch (SQLException e) {
            sink.skip(new Where(place, 0), SkipReason.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> texts(ResultSet rows) throws SQLException {
        Map<String, String> texts = new HashMap<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            Object value = rows.getObject(i);
            boolean bytes = value instanceof byte[];
            if (value != null && !bytes)
                texts.put(rows.getMetaData().getColumnName(i), value.toString());
        }
        return texts;
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable Connection connection)
            throws IOException {
        if (connection == null) return;
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        closeQuietly(connection);
        delete(copy);
    }

    private static void delete(Path copy) throws IOException {
        for (String ending : List.of("", "-wal", "-shm", "-journal"))
            Files.deleteIfExists(beside(copy, ending));
    }
}
