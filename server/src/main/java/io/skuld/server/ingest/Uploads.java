package io.skuld.server.ingest;

import io.skuld.server.people.PersonId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Files that were sent and wait to be imported: a preview and the import that follows it need one upload. They lie in the
/// data folder under names of our own and are gone after an hour, after their import, or at the next start. Thread-safe.
public final class Uploads {
    private static final Duration KEPT = Duration.ofHours(1);

    /// @param owner who sent it
    /// @param name what the sender calls it
    record Upload(String id, PersonId owner, String name, Path file, Instant at) {}

    private final Path folder;
    private final long mostBytes;
    private final InstantSource clock;
    private final Map<String, Upload> waiting = new ConcurrentHashMap<>();

    /// @param home the data folder
    /// @param mostBytes largest file taken
    public Uploads(Path home, long mostBytes, InstantSource clock) {
        this.folder = home.resolve("uploads");
        this.mostBytes = mostBytes;
        this.clock = clock;
        deleteLeftOvers();
    }

    /// Keeps a file.
    Upload take(PersonId owner, String name, InputStream content) {
        waiting.values().stream().filter(this::tooOld).forEach(old -> discard(old.id()));
        String id = UUID.randomUUID().toString();
        Path file = folder.resolve(id);
        try {
            Files.createDirectories(folder);
            write(name, content, file);
        } catch (IOException e) {
            throw new UnreadableFileException(name, e);
        }
        Upload upload = new Upload(id, owner, plain(name), file, clock.instant());
        waiting.put(id, upload);
        return upload;
    }

    /// @throws UnknownUploadException also when somebody else sent it: nobody learns that it is there
    Upload find(PersonId owner, String id) {
        Upload upload = waiting.get(id);
        if (upload == null || !upload.owner().equals(owner) || tooOld(upload))
            throw new UnknownUploadException(id);
        return upload;
    }

    boolean has(String id) {
        return waiting.containsKey(id);
    }

    /// Deletes it; the same for one that is gone.
    void discard(String id) {
        Upload upload = waiting.remove(id);
        if (upload != null) delete(upload.file());
    }

    private void write(String name, InputStream content, Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                size += n;
                if (size > mostBytes) throw new UploadTooLargeException(name, mostBytes);
                out.write(buffer, 0, n);
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private boolean tooOld(Upload upload) {
        return upload.at().plus(KEPT).isBefore(clock.instant());
    }

    private void deleteLeftOvers() {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(Uploads::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder %s cannot be read".formatted(folder), e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be deleted".formatted(file), e);
        }
    }

    /// A browser may send a whole path.
    private static String plain(String name) {
        String last = name.replace('\\', '/').replaceFirst(".*/", "").replaceAll("\\p{Cntrl}", "");
        String plain = last.isBlank() ? "upload" : last;
        return plain.substring(0, Math.min(plain.length(), 200));
    }
}
