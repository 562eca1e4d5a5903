/// SQLite by default, PostgreSQL by one setting; Flyway migrations. The only package besides the `Sql…` classes that speaks JDBC.
@NullMarked
package io.skuld.server.database;

import org.jspecify.annotations.NullMarked;
