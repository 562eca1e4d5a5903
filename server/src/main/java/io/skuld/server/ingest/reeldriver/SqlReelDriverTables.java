package io.skuld.server.ingest.reeldriver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/// The tables `training` and `media` of reel-driver's PostgreSQL, read in one transaction that can change nothing, a
/// thousand rows at a time. Not thread-safe.
final class SqlReelDriverTables implements Closeable {
    private static final String SCHEMA = "atp";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final String schema;
    private final Connection connection;

    private SqlReelDriverTables(String name, Connection connection) throws SQLException {
        this.name = name;
        this.connection = connection;
        this.schema = connection.getSchema();
    }

    /// @param name the address without its secrets, for messages
    /// @throws ForeignDatabaseException when it cannot be reached or is not reel-driver's
    static SqlReelDriverTables open(String name, String address) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "skuld-import");
        properties.setProperty("connectTimeout", "15");
        properties.setProperty("socketTimeout", "120");
        properties.setProperty("tcpKeepAlive", "true");
        if (!address.contains("currentSchema=")) properties.setProperty("currentSchema", SCHEMA);
        Connection connection = null;
        try {
            connection = DriverManager.getConnection(address, properties);
            connection.setReadOnly(true);
            connection.setAutoCommit(false); // or the driver would fetch all rows at once
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL TIME ZONE 'UTC'");
            }
            return new SqlReelDriverTables(name, connection);
        } catch (SQLException e) {
            closeQuietly(connection);
            throw ForeignDatabaseException.unreachable(name, e);
        }
    }

    /// The tables that are there, in the order in which they are to be read.
    List<Films> all() {
        boolean training = has("training");
        boolean media = has("media");
        if (!training && !media)
            throw ForeignDatabaseException.withoutTables(name, String.valueOf(schema), schemas());
        List<Films> tables = new ArrayList<>();
        if (training) tables.add(new Table("training", ""));
        if (media)
            tables.add(
                    new Table(
                            "media",
                            training
                                    ? " WHERE NOT EXISTS (SELECT 1 FROM training k WHERE k.imdb_id = t.imdb_id)"
                                    : ""));
        return tables;
    }

    private boolean has(String table) {
        return !texts("SELECT 'x' WHERE to_regclass(?) IS NOT NULL", table).isEmpty();
    }

    private List<String> schemas() {
        return texts(
                "SELECT DISTINCT table_schema FROM information_schema.tables WHERE table_name IN (?, 'media') ORDER BY 1",
                "training");
    }

    private List<String> texts(String sql, String value) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            List<String> texts = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) texts.add(row.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw ForeignDatabaseException.unreachable(name, e);
        }
    }

    @Override
    public void close() {
        closeQuietly(connection);
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable Connection connection) {
        if (connection == null) return;
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing was written; a connection that is lost is closed.
        }
    }

    /// Rows as JSON: whatever the types of the columns, times come in UTC and arrays as lists.
    private final class Table implements Films {
        private final String table;
        private final String where;

        /// @param where which rows, of the alias `t`
        Table(String table, String where) {
            this.table = table;
            this.where = where;
        }

        @Override
        public Set<String> columns() {
            return new TreeSet<>(
                    texts(
                            "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ?",
                            table));
        }

        @Override
        public Optional<Double> maximum(String column) {
            String most =
                    "SELECT CAST(max(\"%s\") AS TEXT) FROM %s WHERE ? = ''"
                            .formatted(column.replace("\"", ""), table);
            return texts(most, "").stream()
                    .filter(java.util.Objects::nonNull)
                    .map(Double::valueOf)
                    .findFirst();
        }

        @Override
        public void each(RowReader reader) throws IOException {
            String all = "SELECT to_jsonb(t) FROM %s t%s".formatted(table, where);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(1000);
                try (ResultSet rows = statement.executeQuery(all)) {
                    for (long line = 1; rows.next(); line++)
                        reader.read(row(line, JSON.readTree(rows.getString(1))));
                }
            } catch (SQLException e) {
                throw ForeignDatabaseException.unreachable(name, e);
            }
        }

        @Override
        public String toString() {
            return schema + "." + table;
        }
    }

    private static Films.Row row(long line, JsonNode json) {
        Map<String, String> texts = new HashMap<>();
        Map<String, List<String>> lists = new HashMap<>();
        json.properties()
                .forEach(field -> {
                    JsonNode value = field.getValue();
                    if (value.isArray()) lists.put(field.getKey(), words(value));
                    else if (!value.isNull()) texts.put(field.getKey(), value.asText());
                });
        return new Films.Row(line, texts, lists);
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        for (JsonNode value : array) if (!value.isNull()) words.add(value.asText());
        return words;
    }
}
