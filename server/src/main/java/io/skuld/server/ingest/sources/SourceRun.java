package io.skuld.server.ingest.sources;

import io.skuld.server.ingest.outgoing.Trouble;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One reading of a source.
///
/// @param added items that were new
/// @param known items that were there already
/// @param withdrawn signals taken back because the source says them no more
/// @param left entries that are no items
/// @param trouble why it failed, or null
/// @param detail what else is known about that; empty when nothing
public record SourceRun(
        Instant started,
        Instant finished,
        Outcome outcome,
        int added,
        int known,
        int withdrawn,
        int left,
        @Nullable Trouble trouble,
        String detail) {
    private static final int LONGEST_DETAIL = 300;

    public enum Outcome {
        READ,
        UNCHANGED,
        FAILED;

        /// The name in the API and the database.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    public SourceRun {
        detail = detail.replace('\0', ' '); // PostgreSQL refuses it
        if (detail.length() > LONGEST_DETAIL) detail = detail.substring(0, LONGEST_DETAIL) + "…";
    }

    static SourceRun failed(Instant started, Instant finished, Trouble trouble, String detail) {
        return new SourceRun(started, finished, Outcome.FAILED, 0, 0, 0, 0, trouble, detail);
    }
}
