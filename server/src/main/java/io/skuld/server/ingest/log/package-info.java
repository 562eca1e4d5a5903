/// Plain interaction logs: `user item rating [timestamp]`, one a line. Start at [InteractionLogImporter].
@NullMarked
package io.skuld.server.ingest.log;

import org.jspecify.annotations.NullMarked;
