package io.skuld.engine.model.snapshot;

import java.io.IOException;

/// A snapshot that cannot be used, and why. Another one may be.
public abstract sealed class SnapshotException extends IOException
        permits DamagedSnapshotException, NewerSnapshotException, OlderSnapshotException {
    SnapshotException(String message) {
        super(message);
    }
}
