package io.skuld.server.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Exports as services write them, made for one test in a folder of their own.
public final class Exports implements AutoCloseable {
    private final Path folder;

    public Exports() {
        try {
            folder = Files.createTempDirectory("skuld-exports-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path(String name) {
        return folder.resolve(name);
    }

    public Path file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public Path file(String name, byte[] bytes) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A folder of files, given as name, text, name, text, …
    public Path folder(String name, String... namesAndTexts) {
        entries(namesAndTexts).forEach((file, text) -> file(name + "/" + file, text));
        return folder.resolve(name);
    }

    public Path zip(String name, String... namesAndTexts) {
        Path file = folder.resolve(name);
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries(namesAndTexts).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static Map<String, String> entries(String... namesAndTexts) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2)
            entries.put(namesAndTexts[i], namesAndTexts[i + 1]);
        return entries;
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The text of one entry of an archive.
    public static String entry(Path zip, String name) throws IOException {
        try (var archive = new java.util.zip.ZipFile(zip.toFile());
                var in = archive.getInputStream(archive.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
