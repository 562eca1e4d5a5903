package io.skuld.server.activity;

import io.skuld.server.database.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresActivityLogTest extends ActivityLogContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
