package io.skuld.server.database;

/// The database was written by a later version of the program.
public final class NewerDatabaseException extends DatabaseProblem {
    NewerDatabaseException(int theirs, int ours) {
        super(
                "The database has schema %d, but this program knows only up to %d: a newer Skuld has written it. Nothing was changed. Install the newer version, or restore a backup made with this one."
                        .formatted(theirs, ours));
    }
}
