package io.skuld.server.ingest;

import io.skuld.server.ActionableException;

/// An import was to be undone while it is still at work.
public final class StillRunningException extends ActionableException {
    StillRunningException(String fileName) {
        super(
                Kind.CONFLICT,
                "The import of '%s' is still running. Nothing was taken back. Cancel its task or wait for its end, then undo it."
                        .formatted(fileName));
    }
}
