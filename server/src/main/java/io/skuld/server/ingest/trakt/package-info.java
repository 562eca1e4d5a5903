/// What Trakt exports as JSON: ratings, history, what was watched, watchlist. Start at [TraktImporter].
@NullMarked
package io.skuld.server.ingest.trakt;

import org.jspecify.annotations.NullMarked;
