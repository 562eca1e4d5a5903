package io.skuld.server.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A quick look at a SQLite file before it is opened.
final class SqliteFile {
    private static final String MAGIC = "SQLite format 3\0";

    private SqliteFile() {}

    static void refuseDamaged(Path file) {
        try {
            if (!Files.exists(file) || Files.size(file) == 0) return;
            try (var in = Files.newInputStream(file)) {
                String start = new String(in.readNBytes(16), StandardCharsets.ISO_8859_1);
                if (!start.equals(MAGIC))
                    throw new DamagedDatabaseException(file + " is not a SQLite database");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
