/// The database of Vrdndi: what its user liked, labelled and judged as well or badly timed. Titles in it are cleaned and lower-case; the real
/// ones are lost. Start at [VrdndiImporter].
@NullMarked
package io.skuld.server.ingest.vrdndi;

import org.jspecify.annotations.NullMarked;
