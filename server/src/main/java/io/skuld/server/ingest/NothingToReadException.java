package io.skuld.server.ingest;

import io.skuld.server.ActionableException;

/// There is no such file.
public final class NothingToReadException extends ActionableException {
    NothingToReadException(String path) {
        super(
                Kind.NOT_FOUND,
                "There is no file or folder '%s' that can be read. Nothing was imported. Check the path."
                        .formatted(path));
    }
}
