/// What Google Takeout says about YouTube: the watch history as JSON, in any language, alone or inside the archive. A play there has no length.
/// Start at [TakeoutImporter].
@NullMarked
package io.skuld.server.ingest.youtube;

import org.jspecify.annotations.NullMarked;
