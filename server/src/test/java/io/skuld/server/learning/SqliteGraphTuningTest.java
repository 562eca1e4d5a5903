package io.skuld.server.learning;

import io.skuld.server.database.TestDatabase;

class SqliteGraphTuningTest extends GraphTuningContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite();
    }
}
