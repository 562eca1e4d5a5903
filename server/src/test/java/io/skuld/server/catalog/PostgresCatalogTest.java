package io.skuld.server.catalog;

import io.skuld.server.database.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresCatalogTest extends CatalogContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
