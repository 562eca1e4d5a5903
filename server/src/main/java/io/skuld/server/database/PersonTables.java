package io.skuld.server.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipOutputStream;
import org.jdbi.v3.core.Handle;

/// What the tables hold about one person besides their signals, for their export.
public final class PersonTables {
    /// The rows of each table that are the person's. Hashes of passwords, sessions and tokens are no use to anyone but a
    /// thief.
    private static final Map<String, String> OWN =
            Map.of(
                    "activity_bucket",
                    "SELECT * FROM activity_bucket WHERE person = ? ORDER BY sequence",
                    "activity_event",
                    "SELECT e.* FROM activity_event e JOIN activity_bucket b ON b.sequence = e.bucket WHERE b.person = ? ORDER BY e.bucket, e.at",
                    "activity_rule",
                    "SELECT * FROM activity_rule WHERE person = ?",
                    "source",
                    "SELECT * FROM source WHERE person = ? ORDER BY created, id",
                    "source_run",
                    "SELECT r.* FROM source_run r JOIN source s ON s.id = r.source WHERE s.person = ? ORDER BY r.sequence",
                    "import_run",
                    "SELECT * FROM import_run WHERE person = ? ORDER BY started, id",
                    "import_skip",
                    "SELECT s.* FROM import_skip s JOIN import_run r ON r.id = s.import_id WHERE r.person = ? ORDER BY s.import_id, s.part, s.line",
                    "retraction",
                    "SELECT * FROM retraction WHERE person = ? ORDER BY sequence",
                    "task",
                    "SELECT * FROM task WHERE person = ? ORDER BY sequence",
                    "token",
                    "SELECT id, person, name, scopes, created, last_used FROM token WHERE person = ? ORDER BY created, id");

    private PersonTables() {}

    /// Names of the entries that [#write] makes, without their ending.
    public static List<String> names() {
        return OWN.keySet().stream().sorted().toList();
    }

    /// Adds one entry of JSON Lines for each table, named as the table.
    public static void write(Database database, String person, ZipOutputStream zip) {
        database.snapshot(handle -> {
            for (String table : names()) write(handle, table, person, zip);
            return true;
        });
    }

    private static void write(Handle handle, String table, String person, ZipOutputStream zip) {
        String sql = OWN.getOrDefault(table, "");
        try (PreparedStatement select = handle.getConnection().prepareStatement(sql)) {
            select.setString(1, person);
            Backup.writeRows(table, select, zip);
        } catch (SQLException e) {
            throw new IllegalStateException("Table " + table + " cannot be read", e);
        }
    }
}
