package io.skuld.server.activity;

import io.skuld.server.database.TestDatabase;

class SqliteActivityLogTest extends ActivityLogContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite();
    }
}
