package io.skuld.server.ingest.reeldriver;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a Parquet file row by row with DuckDB, in memory, without its network extensions. Not thread-safe.
final class SqlParquet implements Films, Closeable {
    private final Connection connection;
    private final String file;

    private SqlParquet(Connection connection, Path file) {
        this.connection = connection;
        this.file = file.toAbsolutePath().toString();
    }

    static SqlParquet open(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("memory_limit", "200MB");
        properties.setProperty("threads", "1");
        try {
            return new SqlParquet(DriverManager.getConnection("jdbc:duckdb:", properties), file);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Set<String> columns() throws IOException {
        try (PreparedStatement query = query("SELECT * FROM read_parquet(?) LIMIT 0");
                ResultSet none = query.executeQuery()) {
            ResultSetMetaData names = none.getMetaData();
            Set<String> columns = new HashSet<>();
            for (int i = 1; i <= names.getColumnCount(); i++) columns.add(names.getColumnName(i));
            return columns;
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Optional<Double> maximum(String column) throws IOException {
        try (PreparedStatement query =
                        query(
                                "SELECT max(\""
                                        + column.replace("\"", "")
                                        + "\") FROM read_parquet(?)");
                ResultSet row = query.executeQuery()) {
            if (!row.next()) return Optional.empty();
            double value = row.getDouble(1);
            return row.wasNull() ? Optional.empty() : Optional.of(value);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void each(RowReader reader) throws IOException {
        try (PreparedStatement query = query("SELECT * FROM read_parquet(?)");
                ResultSet rows = query.executeQuery()) {
            ResultSetMetaData names = rows.getMetaData();
            for (long line = 1; rows.next(); line++) reader.read(row(line, rows, names));
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private PreparedStatement query(String sql) throws SQLException {
        try (Statement order = connection.createStatement()) {
            order.execute("SET preserve_insertion_order = true");
        }
        PreparedStatement query = connection.prepareStatement(sql);
        query.setString(1, file);
        return query;
    }

    private static Row row(long line, ResultSet rows, ResultSetMetaData names) throws SQLException {
        Map<String, String> texts = new HashMap<>();
        Map<String, List<String>> lists = new HashMap<>();
        for (int i = 1; i <= names.getColumnCount(); i++) {
            Object value = rows.getObject(i);
            if (value instanceof Array array) lists.put(names.getColumnName(i), words(array));
            else if (value != null) texts.put(names.getColumnName(i), text(value));
        }
        return new Row(line, texts, lists);
    }

    private static List<String> words(Array array) throws SQLException {
        List<String> words = new ArrayList<>();
        if (array.getArray() instanceof @Nullable Object[] values)
            for (Object value : values) if (value != null) words.add(value.toString());
        return words;
    }

    /// Times without a zone are UTC, as reel-driver's services run.
    private static String text(Object value) {
        if (value instanceof OffsetDateTime time) return time.toInstant().toString();
        if (value instanceof Timestamp time)
            return time.toLocalDateTime().toInstant(ZoneOffset.UTC).toString();
        return value.toString();
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
