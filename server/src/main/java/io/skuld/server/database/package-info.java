/// Where everything is kept: SQLite by default, PostgreSQL by one setting, one set of Flyway migrations under
/// `db/migration`. In: [DatabaseSettings]. Out: [Database], through which the `Sql…` classes of the later stages read and
/// write; besides them only this package speaks SQL. Start at [Database].
@NullMarked
package io.skuld.server.database;

import org.jspecify.annotations.NullMarked;
