package io.skuld.server.ingest.sources;

/// Reads a source once. Thread-safe.
@FunctionalInterface
public interface SourceReader {
    /// @throws io.skuld.server.ingest.outgoing.OutgoingException when it cannot be read
    Reading read(Source source);
}
