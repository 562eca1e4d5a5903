/// The CSV that TMDB exports. Start at [TmdbImporter].
@NullMarked
package io.skuld.server.ingest.tmdb;

import org.jspecify.annotations.NullMarked;
