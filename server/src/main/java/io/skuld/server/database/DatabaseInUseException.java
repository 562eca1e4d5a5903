package io.skuld.server.database;

import io.skuld.server.ActionableException;

/// Another process works with the database.
public final class DatabaseInUseException extends ActionableException {
    DatabaseInUseException(String where) {
        super(
                Kind.CONFLICT,
                "The database %s is in use by another process. Nothing was changed. Stop 'skuld serve' and try again."
                        .formatted(where));
    }
}
