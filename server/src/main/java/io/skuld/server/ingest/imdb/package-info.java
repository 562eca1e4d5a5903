/// The CSV that IMDb exports: ratings and the watchlist. Start at [ImdbImporter].
@NullMarked
package io.skuld.server.ingest.imdb;

import org.jspecify.annotations.NullMarked;
