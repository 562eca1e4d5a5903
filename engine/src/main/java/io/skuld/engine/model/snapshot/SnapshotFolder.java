package io.skuld.engine.model.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The snapshots of one model, numbered as they were written: `model-000001.snap`, `model-000002.snap` … The newest that
/// can be read is the one to serve.
public final class SnapshotFolder {
    private static final String NAME = "model-\\d{6,}\\.snap";

    private final Path folder;

    public SnapshotFolder(Path folder) {
        this.folder = folder;
    }

    /// A model that was loaded.
    ///
    /// @param refused why newer snapshots were passed over, newest first
    public record Loaded<M>(M model, Path file, List<String> refused) {
        public Loaded {
            refused = List.copyOf(refused);
        }
    }

    /// Makes a model of a file.
    @FunctionalInterface
    public interface Reader<M> {
        M read(Path file) throws IOException;
    }

    /// Writes what `writer` holds as the next snapshot.
    public Path save(SnapshotFile.Writer writer) throws IOException {
        Files.createDirectories(folder);
        int last = files().stream().findFirst().map(SnapshotFolder::number).orElse(0);
        Path file = folder.resolve("model-%06d.snap".formatted(last + 1));
        writer.write(file);
        return file;
    }

    /// The newest snapshot that is whole; empty when there is none.
    public <M> Optional<Loaded<M>> loadNewest(Reader<M> reader) throws IOException {
        List<String> refused = new ArrayList<>();
        for (Path file : files())
            try {
                return Optional.of(new Loaded<>(reader.read(file), file, refused));
            } catch (SnapshotException e) {
                refused.add(e.getMessage());
            }
        return Optional.empty();
    }

    /// Deletes all but the newest `keep` snapshots.
    public void prune(int keep) throws IOException {
        List<Path> all = files();
        for (Path old : all.subList(Math.min(keep, all.size()), all.size())) Files.delete(old);
    }

    /// Newest first.
    public List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> f.getFileName().toString().matches(NAME))
                    .sorted(Comparator.comparingInt(SnapshotFolder::number).reversed())
                    .toList();
        }
    }

    private static int number(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring("model-".length(), name.indexOf('.')));
    }
}
