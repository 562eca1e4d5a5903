package io.skuld.server.database;

import io.skuld.server.settings.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A data folder of its own for one test.
public final class Home implements AutoCloseable {
    private final Path folder;

    private Home(Path folder) {
        this.folder = folder;
    }

    public static Home temporary() {
        try {
            return new Home(Files.createTempDirectory("skuld-home-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public Database open() {
        return Database.open(folder, DatabaseSettings.DEFAULTS);
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
