package io.skuld.server.ingest.sources;

import java.time.Duration;

/// How sources are read. Keys `sources.…`.
///
/// @param every rhythm of a new source
/// @param keepRuns runs of each source that its history shows
/// @param youtubeAddress where YouTube's feeds are
public record SourcesSettings(Duration every, int keepRuns, String youtubeAddress) {
    public static final SourcesSettings DEFAULTS =
            new SourcesSettings(Duration.ofHours(1), 50, "https://www.youtube.com");

    public SourcesSettings {
        Rhythm.requireSensible(every);
        if (keepRuns < 1 || keepRuns > 10_000)
            throw new IllegalArgumentException(
                    "sources.keep-runs is from 1 to 10000, got " + keepRuns);
    }
}
