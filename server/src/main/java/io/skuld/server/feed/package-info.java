/// A ranking becomes a feed. In: the catalogue, what people said, and predictions of their taste. Out: a [FeedPage] of
/// [Card]s, each with its [Reason]s. What was disliked, dismissed or finished is left out and the list filled up; then it
/// is varied, some places go to finding out, and a time budget may end it. Start at [Feed].
@NullMarked
package io.skuld.server.feed;

import org.jspecify.annotations.NullMarked;
