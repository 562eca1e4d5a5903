/// What people follow, read again and again. In: addresses that a person or an import named. Out: new items in the
/// catalogue, and for each source its last result and history. A source that is slow or fails never keeps another one
/// waiting. Start at [Schedule].
@NullMarked
package io.skuld.server.ingest.sources;

import org.jspecify.annotations.NullMarked;
