package io.skuld.server.learning;

/// How much the graph counts in a feed, against expected ratings. Chosen on validation data; see
/// `./skuld evaluate feed --tune`.
///
/// @param community rating points for an item to which walks through other people lead as often as to the mean one, over
///     log 2, when it is well supported
/// @param doubt an item with the support of so many people gets half of that: one person's word is no community's
/// @param attributes rating points for walks through creators, tags, genres and decades, likewise
/// @param caution η: the community's points for an item are multiplied by `(r/μ)^η`, r the share of clear likes among those
///     who said something about it ([io.skuld.engine.model.signed.LikeRate]), μ that of all items; 0 is off
public record LiftSettings(float community, float doubt, float attributes, float caution) {
    public static final LiftSettings DEFAULTS = new LiftSettings(4, 1, 2, .25f);

    /// The graph does not count.
    public static final LiftSettings NONE = new LiftSettings(0, 0, 0, 0);

    public LiftSettings {
        if (!(community >= 0 && attributes >= 0 && doubt >= 0 && caution >= 0)
                || !Float.isFinite(community + attributes + doubt)
                || caution >= 1000)
            throw new IllegalArgumentException(
                    "A lift's settings are 0 or above, and caution below 1000; got %s, %s, %s and %s"
                            .formatted(community, doubt, attributes, caution));
    }

    public LiftSettings withCaution(float eta) {
        return new LiftSettings(community, doubt, attributes, eta);
    }
}
