/// The list of all formats. Start at [Formats].
@NullMarked
package io.skuld.server.ingest.formats;

import org.jspecify.annotations.NullMarked;
