package io.skuld.server.ingest;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// What a person may decide about the reading of a file.
///
/// @param scale the scale of its ratings, or null to find it out
/// @param zone where the person lives: dates and times that name no zone are read in it
public record ReadOptions(@Nullable RatingScale scale, ZoneId zone) {
    public static final ReadOptions DEFAULTS = new ReadOptions(null, java.time.ZoneOffset.UTC);
}
