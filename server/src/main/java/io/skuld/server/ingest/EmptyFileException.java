package io.skuld.server.ingest;

import io.skuld.server.ActionableException;

/// The file, folder or archive holds nothing.
public final class EmptyFileException extends ActionableException {
    EmptyFileException(String name) {
        super(
                Kind.UNPROCESSABLE,
                "'%s' is empty. Nothing was imported. Export it again from the service it comes from."
                        .formatted(name));
    }
}
