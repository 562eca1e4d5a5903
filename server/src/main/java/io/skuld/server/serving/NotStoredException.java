package io.skuld.server.serving;

import io.skuld.server.ActionableException;
import java.io.IOException;
import java.nio.file.Path;

/// The disk refused interactions.
final class NotStoredException extends ActionableException {
    NotStoredException(Path file, IOException cause) {
        super(
                Kind.UNAVAILABLE,
                "The interactions could not be written to %s: %s. None of this request was stored or learned; make room on the disk and send them again."
                        .formatted(file.getFileName(), cause.getMessage()),
                cause);
    }
}
