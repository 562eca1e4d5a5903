/// Reads the outside world into items and signals: one importer a format, recognised from the content, previewed, idempotent and undoable.
@NullMarked
package io.skuld.server.ingest;

import org.jspecify.annotations.NullMarked;
