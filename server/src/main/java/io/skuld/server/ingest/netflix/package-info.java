/// What Netflix gives on request: viewing activity and ratings of every profile. Start at [NetflixImporter].
@NullMarked
package io.skuld.server.ingest.netflix;

import org.jspecify.annotations.NullMarked;
