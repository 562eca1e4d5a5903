package io.skuld.server.settings;

/// Where the data is. Keys `database.…`.
///
/// @param url a JDBC URL of PostgreSQL; empty for SQLite in the data folder
/// @param user of PostgreSQL
/// @param password of PostgreSQL
public record DatabaseSettings(String url, String user, String password) {
    public static final DatabaseSettings DEFAULTS = new DatabaseSettings("", "", "");
}
