package io.skuld.server.ingest;

/// One thing that was left out.
///
/// @param part the file inside the folder or archive
/// @param line counted from 1, or 0 when it is about the whole part
/// @param detail what stood there, shortened
public record Skipped(String part, long line, SkipReason reason, String detail) {
    private static final int LONGEST_DETAIL = 200;

    public Skipped {
        part = part.replace('\0', ' ');
        detail = detail.replace('\0', ' '); // PostgreSQL refuses it
        if (detail.length() > LONGEST_DETAIL) detail = detail.substring(0, LONGEST_DETAIL) + "…";
    }
}
