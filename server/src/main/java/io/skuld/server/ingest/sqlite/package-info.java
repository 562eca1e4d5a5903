/// Reading other programs' SQLite databases. In: a part that is one. Out: rows of its tables as text. Start at [SqlForeignDatabase].
@NullMarked
package io.skuld.server.ingest.sqlite;

import org.jspecify.annotations.NullMarked;
