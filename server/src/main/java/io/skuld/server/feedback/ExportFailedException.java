package io.skuld.server.feedback;

import io.skuld.server.ActionableException;
import java.nio.file.Path;

/// An export could not be written.
public final class ExportFailedException extends ActionableException {
    ExportFailedException(Path file, Throwable cause) {
        super(
                Kind.UNAVAILABLE,
                "The export could not be written to %s: %s. Your data is as it was. Choose another place, or free some space there."
                        .formatted(file, cause.getMessage()),
                cause);
    }
}
