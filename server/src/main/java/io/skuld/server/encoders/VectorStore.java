package io.skuld.server.encoders;

import java.util.Collection;
import java.util.Map;

/// Vectors computed once, by encoder version and text. Thread-safe. Derived data: losing it costs time, nothing else.
public interface VectorStore {
    /// The vectors there are for these texts' hashes (see [TextHash]); the others are missing from the answer.
    Map<String, float[]> findAll(String version, Collection<String> hashes);

    /// Keeps vectors by the hash of their text.
    void put(String version, Map<String, float[]> vectors);
}
