/// Feeds as the web writes them. In: the bytes of an answer (RSS 0.9 to 2.0, RDF, Atom, JSON Feed, podcasts, YouTube's
/// channel feeds), from anyone, so bounded and forgiving. Out: [ParsedFeed], and as items of the catalogue [FeedItems].
/// Start at [FeedParser].
@NullMarked
package io.skuld.server.ingest.feeds;

import org.jspecify.annotations.NullMarked;
