package io.skuld.server.feedback;

import io.skuld.server.catalog.ItemId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a person stands on an item today, folded from all they said about it: the newest explicit word wins over older
/// ones and over everything implicit.
///
/// @param rating what they think of it, 0 to 10, as far as `confidence` goes
/// @param confidence 0 when nothing they said is about taste
/// @param weight signed weight of the graph edge, 0 for none
/// @param cause the id of the signal that decided it, to be shown and removed
/// @param disliked never to be shown again because they dislike it
/// @param dismissed never to be shown again because they said so
/// @param finished seen, heard or read to the end, or rated
/// @param notNow when they last said "not now", or null
public record Opinion(
        ItemId item,
        double rating,
        double confidence,
        float weight,
        String cause,
        Instant at,
        boolean disliked,
        boolean dismissed,
        boolean finished,
        @Nullable Instant notNow) {
    /// Confidence in what was only observed stays at or below this, that in what was said on purpose above.
    static final double MOST_IMPLICIT_CONFIDENCE = .5;

    /// Whether it was said on purpose.
    public boolean isWord() {
        return confidence > MOST_IMPLICIT_CONFIDENCE;
    }
}
