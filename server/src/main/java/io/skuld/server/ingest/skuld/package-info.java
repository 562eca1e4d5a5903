/// What `skuld export` wrote, read again with nothing lost. Start at [SkuldExportImporter].
@NullMarked
package io.skuld.server.ingest.skuld;

import org.jspecify.annotations.NullMarked;
