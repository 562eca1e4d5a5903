/// What Anagnorisis keeps of its user: `project.db`, the CSV it exports of it, and the files of its `memory`. Start at [AnagnorisisImporter].
@NullMarked
package io.skuld.server.ingest.anagnorisis;

import org.jspecify.annotations.NullMarked;
