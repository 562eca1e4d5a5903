package io.skuld.server.serving;

import io.skuld.engine.model.snapshot.SnapshotFile;
import io.skuld.engine.model.snapshot.SnapshotFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The snapshots of one model and which of them is to answer, as files.
final class VersionFolder {
    private static final int KEPT = 10;

    private final Path folder;
    private final Path activeFile;
    private final SnapshotFolder snapshots;

    VersionFolder(Path folder) {
        this.folder = folder;
        activeFile = folder.resolve("active");
        snapshots = new SnapshotFolder(folder);
    }

    /// As `000003`, newest first.
    List<String> names() throws IOException {
        return snapshots.files().stream().map(VersionFolder::name).toList();
    }

    private static String name(Path file) {
        String text = file.getFileName().toString();
        return text.substring("model-".length(), text.indexOf('.'));
    }

    Path file(String name) {
        return folder.resolve("model-" + name + ".snap");
    }

    /// What was written with it.
    Map<String, String> facts(String name) throws IOException {
        return SnapshotFile.read(file(name)).text("provenance");
    }

    /// The version that is to answer; empty before the first, or when it is gone.
    Optional<String> active() throws IOException {
        if (!Files.exists(activeFile)) return Optional.empty();
        String name = Files.readString(activeFile).strip();
        return names().contains(name) ? Optional.of(name) : Optional.empty();
    }

    /// Whoever starts next finds the old version or the new one, also after a power failure.
    void setActive(String name) throws IOException {
        Path temporary = folder.resolve("active.tmp");
        try (FileChannel out =
                FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)));
            out.force(true);
        }
        Files.move(
                temporary,
                activeFile,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /// Writes the next version and makes it the active one; old ones go.
    String save(SnapshotFile.Writer sections) throws IOException {
        String name = name(snapshots.save(sections));
        setActive(name);
        snapshots.prune(KEPT);
        return name;
    }
}
