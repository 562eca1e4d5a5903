/// Reading text that nobody promised to be well-formed: any encoding, any line length, any quoting. In: bytes. Out: lines and rows with their
/// line numbers. Start at [TolerantReader].
@NullMarked
package io.skuld.server.ingest.text;

import org.jspecify.annotations.NullMarked;
