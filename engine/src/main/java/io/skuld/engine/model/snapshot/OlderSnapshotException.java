package io.skuld.engine.model.snapshot;

import java.nio.file.Path;

/// A whole snapshot whose model is made of other parts than this version's.
public final class OlderSnapshotException extends SnapshotException {
    /// @param difference what the file has and this version needs, as part of a sentence
    public OlderSnapshotException(Path file, String difference) {
        super(
                "The model snapshot %s was written by another version of Skuld: %s. It was not loaded and nothing was changed. Fit the model again, or use the version that wrote it."
                        .formatted(file, difference));
    }
}
