package io.skuld.server.database;

/// The database file is not readable as one.
public final class DamagedDatabaseException extends DatabaseProblem {
    DamagedDatabaseException(String detail, Throwable cause) {
        super(message(detail), cause);
    }

    DamagedDatabaseException(String detail) {
        super(message(detail));
    }

    private static String message(String detail) {
        return "The database is damaged: %s. Nothing was changed. Put back your last backup with 'skuld restore FILE'; the damaged file is kept beside it."
                .formatted(detail);
    }
}
