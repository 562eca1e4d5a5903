package io.skuld.server.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// What a person brought: one file, a folder, or a ZIP, as a list of parts. Nothing of an archive is ever written to
/// disk under a name that stands in it. Close it when done.
public final class Bundle implements Closeable {
    private static final int DEPTH = 8;

    private final String name;
    private final List<Part> parts = new ArrayList<>();
    private final List<Skipped> refused = new ArrayList<>();
    private final AtomicLong bytesRead = new AtomicLong();
    private final BundleLimits limits;
    private @Nullable ZipFile zip;

    private Bundle(String name, BundleLimits limits) {
        this.name = name;
        this.limits = limits;
    }

    public static Bundle open(Path path) {
        return open(
                path,
                String.valueOf(path.toAbsolutePath().normalize().getFileName()),
                BundleLimits.DEFAULTS);
    }

    /// @param name what the person calls it, as an upload's own name
    public static Bundle open(Path path, String name, BundleLimits limits) {
        if (!Files.isReadable(path)) throw new NothingToReadException(path.toString());
        Bundle bundle = new Bundle(name, limits);
        try {
            if (Files.isDirectory(path)) bundle.addFolder(path);
            else if (isZip(path)) bundle.addArchive(path);
            else bundle.addFile(path, name);
        } catch (ZipException e) {
            throw new BrokenArchiveException(name, e);
        } catch (IOException | UncheckedIOException e) {
            throw new UnreadableFileException(name, e);
        }
        return bundle;
    }

    /// A database that the person named on their own command line; no file may name one, or whoever sends a file could
    /// make us connect to anything.
    ///
    /// @param address as `jdbc:postgresql://host/name?user=…`; what follows the `?` may be secret and is no part of the name
    public static Bundle at(String address) {
        String name = address.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
        Bundle bundle = new Bundle(name, BundleLimits.DEFAULTS);
        bundle.parts.add(Part.at(name, address));
        return bundle;
    }

    /// What the person calls it.
    public String name() {
        return name;
    }

    /// In the order of their names.
    public List<Part> parts() {
        return Collections.unmodifiableList(parts);
    }

    /// Entries that are not even looked at.
    public List<Skipped> refused() {
        return Collections.unmodifiableList(refused);
    }

    /// Bytes read so far, of all parts.
    public long bytesRead() {
        return bytesRead.get();
    }

    private void addFile(Path file, String partName) throws IOException {
        long size = Files.size(file);
        if (size == 0) throw new EmptyFileException(name);
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        parts.add(
                new Part(
                        partName,
                        size,
                        size,
                        modified,
                        file,
                        () -> Files.newInputStream(file),
                        limits,
                        bytesRead));
    }

    private void addFolder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder, DEPTH)) {
            files =
                    walk.filter(Files::isRegularFile)
                            .filter(Files::isReadable)
                            .limit(limits.entries() + 1L)
                            .sorted()
                            .toList();
        }
        for (Path file : files) {
            String partName = folder.relativize(file).toString().replace('\\', '/');
            if (parts.size() == limits.entries()) {
                refuse(partName, SkipReason.TOO_MANY_ENTRIES);
                return;
            }
            if (Files.size(file) > 0) addFile(file, partName);
        }
        if (parts.isEmpty()) throw new EmptyFileException(name);
    }

    private void addArchive(Path file) throws IOException {
        ZipFile archive = zip(file);
        zip = archive;
        List<? extends ZipEntry> entries =
                archive.stream()
                        .filter(entry -> !entry.isDirectory())
                        .sorted(Comparator.comparing(ZipEntry::getName))
                        .toList();
        for (ZipEntry entry : entries) {
            String partName = entry.getName().replace('\\', '/');
            if (parts.size() == limits.entries()) {
                refuse(partName, SkipReason.TOO_MANY_ENTRIES);
                return;
            }
            if (leadsOut(partName)) refuse(partName, SkipReason.UNSAFE_PATH);
            else if (entry.getSize() != 0) parts.add(packed(archive, entry, partName));
        }
        if (parts.isEmpty() && refused.isEmpty()) throw new EmptyFileException(name);
    }

    /// Old packers write names in the encoding of their system.
    private static ZipFile zip(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            return new ZipFile(file.toFile(), Charset.forName("IBM437"));
        }
    }

    private Part packed(ZipFile archive, ZipEntry entry, String partName) {
        return new Part(
                partName,
                Math.max(entry.getSize(), 0),
                Math.max(entry.getCompressedSize(), 1),
                Instant.ofEpochMilli(Math.max(entry.getTime(), 0)),
                null,
                () -> archive.getInputStream(entry),
                limits,
                bytesRead);
    }

    private void refuse(String partName, SkipReason reason) {
        refused.add(new Skipped(partName, 0, reason, partName));
    }

    private static boolean leadsOut(String path) {
        return path.startsWith("/")
                || path.matches("^[A-Za-z]:.*")
                || List.of(path.split("/")).contains("..");
    }

    private static boolean isZip(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            return start.length == 4
                    && start[0] == 'P'
                    && start[1] == 'K'
                    && (start[2] == 3 || start[2] == 5 || start[2] == 7);
        }
    }

    @Override
    public void close() {
        if (zip == null) return;
        try {
            zip.close();
        } catch (IOException e) {
            throw new UnreadableFileException(name, e);
        }
    }
}
