package io.skuld.engine.model.snapshot;

import java.nio.file.Path;

/// A snapshot of a format that this version does not know yet.
public final class NewerSnapshotException extends SnapshotException {
    public NewerSnapshotException(Path file, int version, int known) {
        super(
                "The model snapshot %s has format %d, but this version of Skuld reads formats up to %d. It was not loaded. Update Skuld, or use a snapshot of this version or older."
                        .formatted(file, version, known));
    }
}
