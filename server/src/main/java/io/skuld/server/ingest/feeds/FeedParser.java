package io.skuld.server.ingest.feeds;

import java.util.Optional;

/// Reads any feed. What is broken costs as little as possible: an entry that cannot be read costs itself, a document that
/// breaks off keeps what came before. Nothing in it is ever fetched or expanded.
public final class FeedParser {
    /// Entries of one document; more are not read.
    static final int MOST_ENTRIES = 5_000;

    private FeedParser() {}

    /// @param contentType as the host sent it, for the encoding; may be empty
    /// @return empty when it is no feed
    public static Optional<ParsedFeed> parse(byte[] document, String contentType) {
        String text = FeedText.decode(document, contentType);
        int start = FeedText.start(text);
        if (start == text.length()) return Optional.empty();
        return switch (text.charAt(start)) {
            case '{' -> JsonFeed.parse(text);
            case '<' -> XmlFeed.parse(text);
            default -> Optional.empty();
        };
    }
}
