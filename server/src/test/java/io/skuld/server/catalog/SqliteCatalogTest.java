package io.skuld.server.catalog;

import io.skuld.server.database.TestDatabase;

class SqliteCatalogTest extends CatalogContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite();
    }
}
