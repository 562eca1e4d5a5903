/// The tables of reel-driver as Parquet: `training` (one person's labels of films, with facts and overviews) and `media` (what its pipeline
/// accepted and rejected). A list of a film's facts, as its production companies, becomes one extra with `|` between. Start at
/// [ReelDriverImporter].
@NullMarked
package io.skuld.server.ingest.reeldriver;

import org.jspecify.annotations.NullMarked;
