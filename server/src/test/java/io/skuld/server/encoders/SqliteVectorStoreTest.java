package io.skuld.server.encoders;

import io.skuld.server.database.TestDatabase;

class SqliteVectorStoreTest extends VectorStoreContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite();
    }
}
