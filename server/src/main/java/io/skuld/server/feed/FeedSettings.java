package io.skuld.server.feed;

import java.time.Duration;

/// How a feed is put together. Keys `feed.…`.
///
/// @param notNowHides how long an item stays away after "not now"
/// @param likedRests how long an item stays away after a like; then it may come back as forgotten
/// @param exploreEvery in the mode Balanced, one place in so many is for finding out; 0 for none
/// @param forgottenEvery one place in so many is for what was liked long ago; 0 for none
/// @param freshness rating points that an item is moved up when it has just appeared
/// @param freshHalfLife after this long, half of that is left
/// @param variety rating points that an item is moved down for each neighbour by the same creator
/// @param keptRankings items in all rankings that are kept for scrolling on, about twelve bytes each
public record FeedSettings(
        Duration notNowHides,
        Duration likedRests,
        int exploreEvery,
        int forgottenEvery,
        float freshness,
        Duration freshHalfLife,
        float variety,
        int keptRankings) {
    public static final FeedSettings DEFAULTS =
            new FeedSettings(
                    Duration.ofHours(6),
                    Duration.ofDays(30),
                    8,
                    12,
                    .5f,
                    Duration.ofDays(7),
                    .6f,
                    2_000_000);

    public FeedSettings {
        if (exploreEvery < 0 || forgottenEvery < 0)
            throw new IllegalArgumentException(
                    "feed.explore-every and feed.forgotten-every are 0 or more, got %d and %d"
                            .formatted(exploreEvery, forgottenEvery));
        if (!(freshness >= 0 && freshness <= 10 && variety >= 0 && variety <= 10))
            throw new IllegalArgumentException(
                    "feed.freshness and feed.variety are from 0 to 10 rating points, got %s and %s"
                            .formatted(freshness, variety));
        if (freshHalfLife.isNegative() || freshHalfLife.isZero())
            throw new IllegalArgumentException(
                    "feed.fresh-half-life is above 0, got " + freshHalfLife);
        if (notNowHides.isNegative() || likedRests.isNegative())
            throw new IllegalArgumentException(
                    "feed.not-now-hides and feed.liked-rests are 0 or more, got %s and %s"
                            .formatted(notNowHides, likedRests));
        if (keptRankings < 0)
            throw new IllegalArgumentException(
                    "feed.kept-rankings is 0 or more, got " + keptRankings);
    }
}
