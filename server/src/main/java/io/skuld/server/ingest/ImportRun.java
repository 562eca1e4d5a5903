package io.skuld.server.ingest;

import io.skuld.server.people.PersonId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An import that was made, as history keeps it.
///
/// @param person whose it was, or null for the people of a file of many
/// @param fileName what was imported
/// @param report what it brought so far
/// @param message why it failed, or empty
/// @param within the import of another Skuld's export that this one came along in, or null
public record ImportRun(
        String id,
        @Nullable PersonId person,
        String format,
        String fileName,
        Status status,
        ImportReport report,
        String message,
        Instant started,
        @Nullable Instant finished,
        @Nullable String within) {
    public enum Status {
        /// Waiting for its turn, or at work.
        RUNNING,
        DONE,
        FAILED,
        CANCELLED,
        /// Cut off by the end of the program.
        INTERRUPTED,
        UNDONE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Status of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    ImportRun ended(Status newStatus, ImportReport newReport, String newMessage, Instant at) {
        return new ImportRun(
                id,
                person,
                format,
                fileName,
                newStatus,
                newReport,
                newMessage,
                started,
                at,
                within);
    }

    /// As it comes along in an import.
    ImportRun within(String newId, PersonId newPerson, String moving) {
        return new ImportRun(
                newId, newPerson, format, fileName, status, report, message, started, finished,
                moving);
    }
}
