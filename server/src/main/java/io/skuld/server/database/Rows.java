package io.skuld.server.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What the `Sql…` classes share: values that may be missing, lists and maps as JSON text, look-ups of many keys.
public final class Rows {
    /// Keys of one look-up statement; both databases take more.
    private static final int KEYS = 1000;

    private static final int BATCH = 1000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<String>> WORDS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private Rows() {}

    /// Makes a value of the current row.
    @FunctionalInterface
    public interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /// Runs a query for many keys; the rows of one key come together only if the query orders them and the keys are few.
    ///
    /// @param sql with `<keys>` where the list goes, as in `WHERE id IN (<keys>)`
    public static <T> List<T> ofKeys(
            Handle handle, String sql, Collection<?> keys, Mapper<T> mapper) {
        List<T> rows = new ArrayList<>();
        List<?> all = new ArrayList<>(keys);
        for (int from = 0; from < all.size(); from += KEYS) {
            List<?> some = all.subList(from, Math.min(all.size(), from + KEYS));
            String marks = "?" + ",?".repeat(some.size() - 1);
            select(handle, sql.replace("<keys>", marks), some, mapper, rows);
        }
        return rows;
    }

    private static <T> void select(
            Handle handle, String sql, List<?> keys, Mapper<T> mapper, List<T> rows) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            for (int k = 0; k < keys.size(); k++) statement.setObject(k + 1, keys.get(k));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) rows.add(mapper.map(row));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database refused: " + sql, e);
        }
    }

    /// Fills in one row of a batch.
    @FunctionalInterface
    public interface Binder<T> {
        void bind(PreparedStatement statement, T row) throws SQLException;
    }

    /// Runs a statement once for each row, as plain JDBC: imports do it a hundred thousand times.
    ///
    /// @return for each row how many rows of the table it changed
    public static <T> int[] batch(Handle handle, String sql, List<T> rows, Binder<T> binder) {
        int[] changed = new int[rows.size()];
        if (rows.isEmpty()) return changed;
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            for (int from = 0; from < changed.length; from += BATCH) {
                int to = Math.min(changed.length, from + BATCH);
                for (T row : rows.subList(from, to)) {
                    binder.bind(statement, row);
                    statement.addBatch();
                }
                System.arraycopy(statement.executeBatch(), 0, changed, from, to - from);
            }
            return changed;
        } catch (SQLException e) {
            throw new IllegalStateException("The database refused: " + sql, e);
        }
    }

    public static void set(PreparedStatement statement, int column, @Nullable Long value)
            throws SQLException {
        if (value == null) statement.setNull(column, Types.BIGINT);
        else statement.setLong(column, value);
    }

    public static void set(PreparedStatement statement, int column, @Nullable Double value)
            throws SQLException {
        if (value == null) statement.setNull(column, Types.DOUBLE);
        else statement.setDouble(column, value);
    }

    public static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    public static @Nullable Double doubleOrNull(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }

    public static String json(List<String> words) {
        return words.isEmpty() ? "[]" : write(words);
    }

    /// Keys in order, so that equal maps are equal text.
    public static String json(Map<String, String> facts) {
        return facts.isEmpty() ? "{}" : write(new TreeMap<>(facts));
    }

    public static List<String> words(String json) {
        return json.equals("[]") ? List.of() : read(json, WORDS);
    }

    public static Map<String, String> facts(String json) {
        return json.equals("{}") ? Map.of() : read(json, FACTS);
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + value, e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new DamagedDatabaseException("'%s' is not JSON".formatted(json), e);
        }
    }
}
