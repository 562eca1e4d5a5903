package io.skuld.server.ingest.account;

import io.skuld.server.database.TestDatabase;

class SqliteAccountTest extends AccountContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite();
    }
}
