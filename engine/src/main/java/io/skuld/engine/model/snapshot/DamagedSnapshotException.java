package io.skuld.engine.model.snapshot;

import java.nio.file.Path;

/// A snapshot that does not hold what was written.
public final class DamagedSnapshotException extends SnapshotException {
    public DamagedSnapshotException(Path file, String reason) {
        super(
                "The model snapshot %s is damaged: %s. It was not loaded and nothing was changed. Use an earlier snapshot or train again; then delete this file."
                        .formatted(file, reason));
    }
}
