package io.skuld.server.ingest;

import io.skuld.server.ActionableException;

/// The disk or the operating system does not give the file away.
public final class UnreadableFileException extends ActionableException {
    UnreadableFileException(String name, Throwable cause) {
        super(
                Kind.UNPROCESSABLE,
                "'%s' could not be read (%s). Check that the disk is fine and that you may read the file, then import it again: what is in already is not doubled."
                        .formatted(name, cause.getMessage()),
                cause);
    }
}
