package io.skuld.server.database;

/// The disk took no more.
public final class DiskFullException extends DatabaseProblem {
    DiskFullException(Throwable cause) {
        super(
                "The disk of the data folder is full or refuses to be written. This change was not stored; everything stored before is safe. Free some space and do it again.",
                cause);
    }
}
