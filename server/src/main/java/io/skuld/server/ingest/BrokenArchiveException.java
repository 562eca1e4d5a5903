package io.skuld.server.ingest;

import io.skuld.server.ActionableException;

/// A ZIP whose table of contents cannot be read, as after a download that was cut off.
public final class BrokenArchiveException extends ActionableException {
    BrokenArchiveException(String name, Throwable cause) {
        super(
                Kind.UNPROCESSABLE,
                "The archive '%s' is damaged or was not downloaded to its end (%s). Nothing was imported. Download it again, or unpack what can be unpacked and import the folder."
                        .formatted(name, cause.getMessage()),
                cause);
    }
}
