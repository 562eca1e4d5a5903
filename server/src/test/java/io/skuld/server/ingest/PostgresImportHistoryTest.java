package io.skuld.server.ingest;

import io.skuld.server.database.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresImportHistoryTest extends ImportHistoryContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
