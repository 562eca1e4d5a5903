package io.skuld.server.encoders;

import io.skuld.server.database.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresVectorStoreTest extends VectorStoreContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
