package io.skuld.server.database;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jdbi.v3.core.Handle;

/// The whole database as one file: a ZIP with one file of JSON Lines for each table and a manifest with their SHA-256.
/// It is the same for SQLite and PostgreSQL, so that a backup also moves from one to the other. It is one consistent
/// state, taken while people go on writing. What follows from the rest (vectors), lasts a day (sessions) or needs a key that
/// is not in it (accounts) is left out.
///
/// [Restore] is the inverse.
public final class Backup {
    static final String FORMAT = "skuld-backup";
    static final int VERSION = 1;
    static final String MANIFEST = "manifest.json";

    /// Every table that is kept, those first that others refer to.
    static final List<String> TABLES =
            List.of(
                    "person",
                    "credential",
                    "token",
                    "last_item",
                    "item",
                    "alias",
                    "item_word",
                    "log_version",
                    "signal",
                    "retraction",
                    "import_run",
                    "import_skip",
                    "task",
                    "activity_bucket",
                    "activity_event",
                    "activity_rule",
                    "source",
                    "source_run",
                    "community",
                    "graph_version",
                    "graph_activation",
                    "item_merge");

    /// Tables that can be done without.
    static final List<String> LEFT_OUT =
            List.of("session", "vector", "tuning_trial", "account", "quota");

    static final ObjectMapper JSON = new ObjectMapper();

    /// One table in the file.
    ///
    /// @param sha256 of its lines, in hexadecimal
    public record Part(String table, List<String> columns, long rows, String sha256) {
        String entry() {
            return table + ".jsonl";
        }
    }

    /// @param schema the version of the tables
    /// @param created ISO 8601
    public record Manifest(
            String format, int version, int schema, String created, List<Part> parts) {
        public long rows(String table) {
            return parts.stream()
                    .filter(part -> part.table().equals(table))
                    .mapToLong(Part::rows)
                    .sum();
        }
    }

    private Backup() {}

    /// Writes a backup. A file of that name is replaced only when the new one is complete and on the disk.
    public static Manifest write(Database database, InstantSource clock, Path target) {
        Path unfinished = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Manifest manifest;
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
                manifest = write(database, clock.instant().toString(), out);
            }
            force(unfinished);
            Files.move(
                    unfinished,
                    target,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
            return manifest;
        } catch (IOException | UncheckedIOException e) {
            deleteQuietly(unfinished);
            throw new BackupFailedException(target, e);
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger(Backup.class.getName())
                    .log(System.Logger.Level.WARNING, "The unfinished " + file + " is left", e);
        }
    }

    private static Manifest write(Database database, String created, OutputStream out)
            throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            List<Part> parts =
                    database.snapshot(handle -> {
                        List<Part> written = new ArrayList<>();
                        for (String table : TABLES) written.add(writeTable(handle, table, zip));
                        return written;
                    });
            Manifest manifest = new Manifest(FORMAT, VERSION, Schema.NEWEST, created, parts);
            byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
            zip.putNextEntry(new ZipEntry(MANIFEST));
            zip.write(json);
            zip.closeEntry();
            zip.setComment(seal(json));
            return manifest;
        }
    }

    private static Part writeTable(Handle handle, String table, ZipOutputStream zip) {
        try (PreparedStatement select =
                handle.getConnection().prepareStatement("SELECT * FROM " + table)) {
            return writeRows(table, select, zip);
        } catch (SQLException e) {
            throw new IllegalStateException("Table " + table + " cannot be read", e);
        }
    }

    /// Writes what a statement selects as one entry of JSON Lines.
    static Part writeRows(String table, PreparedStatement select, ZipOutputStream zip)
            throws SQLException {
        MessageDigest digest = sha256();
        select.setFetchSize(1000);
        try (ResultSet row = select.executeQuery()) {
            zip.putNextEntry(new ZipEntry(table + ".jsonl"));
            List<String> columns = columns(row.getMetaData());
            long rows = 0;
            try (JsonGenerator lines = lines(new DigestOutputStream(new Unclosed(zip), digest))) {
                for (; row.next(); rows++) writeRow(lines, columns, row);
            }
            zip.closeEntry();
            return new Part(table, columns, rows, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonGenerator lines(OutputStream out) throws IOException {
        return new JsonFactory().createGenerator(out).setRootValueSeparator(null);
    }

    private static List<String> columns(ResultSetMetaData data) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int c = 1; c <= data.getColumnCount(); c++) columns.add(data.getColumnName(c));
        return columns;
    }

    private static void writeRow(JsonGenerator lines, List<String> columns, ResultSet row)
            throws IOException, SQLException {
        lines.writeStartObject();
        for (int c = 0; c < columns.size(); c++) {
            Object value = row.getObject(c + 1);
            if (value == null) continue;
            lines.writeFieldName(columns.get(c));
            writeValue(lines, value);
        }
        lines.writeEndObject();
        lines.writeRaw('\n');
    }

    private static void writeValue(JsonGenerator lines, Object value) throws IOException {
        switch (value) {
            case String text -> lines.writeString(text);
            case Integer number -> lines.writeNumber(number);
            case Long number -> lines.writeNumber(number);
            case Double number -> lines.writeNumber(number);
            default ->
                    throw new IllegalStateException(
                            "No column of a backup holds a " + value.getClass());
        }
    }

    /// Reads all of a backup and compares it with its checksums.
    ///
    /// @throws DamagedBackupException when anything is missing or different
    public static Manifest verify(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Manifest manifest = manifest(file, zip);
            for (Part part : manifest.parts()) verify(file, zip, part);
            return manifest;
        } catch (IOException e) {
            throw new DamagedBackupException(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static Manifest manifest(Path file, ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(MANIFEST);
        if (entry == null) throw new DamagedBackupException(file, "it has no manifest", null);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] json = in.readAllBytes();
            if (!seal(json).equals(zip.getComment()))
                throw new DamagedBackupException(file, "its manifest was changed", null);
            Manifest manifest = JSON.readValue(json, Manifest.class);
            if (!FORMAT.equals(manifest.format()) || manifest.version() != VERSION)
                throw new DamagedBackupException(file, "its manifest is of another kind", null);
            return manifest;
        }
    }

    private static void verify(Path file, ZipFile zip, Part part) throws IOException {
        ZipEntry entry = zip.getEntry(part.entry());
        if (entry == null || !TABLES.contains(part.table()))
            throw new DamagedBackupException(file, part.entry() + " is missing or unknown", null);
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(zip.getInputStream(entry), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(part.sha256()))
            throw new DamagedBackupException(
                    file, part.entry() + " does not have the checksum of its manifest", null);
    }

    /// The checksum of the manifest, which is the comment of the archive.
    static String seal(byte[] manifest) {
        return "SHA-256 of %s: %s"
                .formatted(MANIFEST, HexFormat.of().formatHex(sha256().digest(manifest)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /// Lets a writer be closed without closing the archive it writes into.
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
