package io.skuld.server.serving;

import io.skuld.server.ActionableException;
import java.io.IOException;
import java.nio.file.Path;

/// The journal of a data set cannot be used as it is.
final class JournalException extends ActionableException {
    private JournalException(Kind kind, String message) {
        super(kind, message);
    }

    static JournalException damaged(Path file, long at) {
        return new JournalException(
                Kind.UNPROCESSABLE,
                "The journal %s is damaged at byte %,d: its contents do not fit their checksum, and more follows. Nothing was started or changed. Put back a copy of it, or move it away to start from the data set alone."
                        .formatted(file, at));
    }

    static JournalException damagedBefore(Path file, long at, long whole) {
        return new JournalException(
                Kind.UNPROCESSABLE,
                "The journal %s is damaged at byte %,d: what stands there is no whole commit, yet whole ones follow from byte %,d on. Nothing was started or changed. Put back a copy of it, or move it away to start from the data set alone."
                        .formatted(file, at, whole));
    }

    static JournalException damagedLast(Path file, long at) {
        return new JournalException(
                Kind.UNPROCESSABLE,
                "The journal %s is damaged at byte %,d: its last commit was written in full, and perhaps acknowledged, but does not fit its checksum. Nothing was started or changed. Put back a copy of the journal, or give up this one commit: truncate --size=%d '%s'"
                        .formatted(file, at, at, file));
    }

    static JournalException inUse(Path file) {
        return new JournalException(
                Kind.CONFLICT,
                "Another Skuld writes to the journal %s. Nothing was started; stop that one first, or use another data folder with --home."
                        .formatted(file));
    }

    static JournalException unreadable(Path file, IOException cause) {
        return new JournalException(
                Kind.UNAVAILABLE,
                "The journal %s cannot be read or made: %s. Nothing was started or changed; see to the disk and the file's rights."
                        .formatted(file, cause));
    }
}
