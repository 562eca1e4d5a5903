package io.skuld.server.http;

import io.skuld.server.database.TestDatabase;

class SqliteCredentialsTest extends CredentialsContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite();
    }
}
