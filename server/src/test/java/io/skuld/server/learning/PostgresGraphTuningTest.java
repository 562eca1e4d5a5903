package io.skuld.server.learning;

import io.skuld.server.database.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresGraphTuningTest extends GraphTuningContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
