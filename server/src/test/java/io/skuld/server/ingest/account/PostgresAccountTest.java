package io.skuld.server.ingest.account;

import io.skuld.server.database.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresAccountTest extends AccountContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
