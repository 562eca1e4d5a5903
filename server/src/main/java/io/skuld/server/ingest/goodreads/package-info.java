/// The library that Goodreads exports as CSV. Start at [GoodreadsImporter].
@NullMarked
package io.skuld.server.ingest.goodreads;

import org.jspecify.annotations.NullMarked;
