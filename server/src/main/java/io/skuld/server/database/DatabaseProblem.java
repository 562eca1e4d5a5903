package io.skuld.server.database;

import io.skuld.server.ActionableException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/// The database cannot be used as it is. Each subclass is one thing that a person can put right.
public abstract sealed class DatabaseProblem extends ActionableException
        permits DamagedDatabaseException,
                NewerDatabaseException,
                DiskFullException,
                DatabaseUnreachableException {
    DatabaseProblem(String message) {
        super(Kind.UNAVAILABLE, message);
    }

    DatabaseProblem(String message, Throwable cause) {
        super(Kind.UNAVAILABLE, message, cause);
    }

    static RuntimeException atOpening(String where, RuntimeException e) {
        if (e instanceof DatabaseProblem) return e;
        RuntimeException problem = atWriting(e);
        if (problem instanceof DatabaseProblem) return problem;
        SQLException cause = sqlCause(e);
        return cause == null ? e : new DatabaseUnreachableException(where, cause);
    }

    static RuntimeException atWriting(RuntimeException e) {
        if (!(sqlCause(e) instanceof SQLiteException sqlite)) return e;
        return switch (sqlite.getResultCode()) {
            case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CORRUPT_VTAB ->
                    new DamagedDatabaseException(String.valueOf(sqlite.getMessage()), e);
            case SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC -> new DiskFullException(e);
            default -> e;
        };
    }

    private static @Nullable SQLException sqlCause(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause())
            if (cause instanceof SQLException sql) return sql;
        return null;
    }
}
