package io.skuld.server.database;

import io.skuld.server.ActionableException;
import java.nio.file.Path;

/// A backup could not be written.
public final class BackupFailedException extends ActionableException {
    BackupFailedException(Path target, Throwable cause) {
        super(
                Kind.UNAVAILABLE,
                "The backup could not be written to %s: %s. No backup was made; an earlier file of that name is as it was. Choose another place, or free some space there."
                        .formatted(target, cause.getMessage()),
                cause);
    }
}
