package io.skuld.server.database;

import java.sql.SQLException;

/// No connection could be made.
public final class DatabaseUnreachableException extends DatabaseProblem {
    DatabaseUnreachableException(String where, SQLException cause) {
        super(
                "The database %s cannot be opened: %s. Nothing was changed. Check database.url, database.user and database.password, or who else uses the file."
                        .formatted(where, cause.getMessage()),
                cause);
    }
}
