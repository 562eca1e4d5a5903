package io.skuld.server.ingest;

import io.skuld.server.ActionableException;

/// No import has this id.
public final class UnknownImportException extends ActionableException {
    UnknownImportException(String id) {
        super(
                Kind.NOT_FOUND,
                "There is no import '%s'. Nothing was changed. The list of imports shows the ids."
                        .formatted(id));
    }
}
