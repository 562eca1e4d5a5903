package io.skuld.server.database;

/// The data was written by a later version of the program.
public final class NewerDatabaseException extends DatabaseProblem {
    /// @param what the database or a backup
    NewerDatabaseException(String what, int theirs, int ours) {
        super(
                "%s has schema %d, but this program knows only up to %d: a newer Skuld has written it. Nothing was changed. Install the newer version, or restore a backup made with this one."
                        .formatted(what, theirs, ours));
    }
}
