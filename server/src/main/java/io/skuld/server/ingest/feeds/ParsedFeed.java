package io.skuld.server.ingest.feeds;

import java.util.List;

/// A feed as it was written; what it does not say is empty.
///
/// @param site address of the pages it belongs to
/// @param picture address of its picture
/// @param fault why reading stopped before the end, or empty: what came before is here
public record ParsedFeed(
        String title,
        String site,
        String language,
        String picture,
        List<Entry> entries,
        String fault) {
    public ParsedFeed {
        entries = List.copyOf(entries);
    }
}
