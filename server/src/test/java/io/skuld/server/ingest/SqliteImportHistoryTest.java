package io.skuld.server.ingest;

import io.skuld.server.database.TestDatabase;

class SqliteImportHistoryTest extends ImportHistoryContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite();
    }
}
