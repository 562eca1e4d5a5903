/// Reads the outside world into items and signals. In: a file, folder or archive as a [Bundle]. Out: what its [Importer] makes of it, through an
/// [ImportSink], into catalogue and log. [Importers] recognises the format from the content; [Imports] previews, runs, remembers and undoes.
/// One subpackage a source; `text` holds what all of them read with. Start at [Importer].
@NullMarked
package io.skuld.server.ingest;

import org.jspecify.annotations.NullMarked;
