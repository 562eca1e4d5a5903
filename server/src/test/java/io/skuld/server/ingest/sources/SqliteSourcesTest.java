package io.skuld.server.ingest.sources;

import io.skuld.server.database.TestDatabase;

class SqliteSourcesTest extends SourcesContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite();
    }
}
