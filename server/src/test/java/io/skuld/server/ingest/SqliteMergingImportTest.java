package io.skuld.server.ingest;

import io.skuld.server.database.TestDatabase;

class SqliteMergingImportTest extends MergingImportContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite();
    }
}
