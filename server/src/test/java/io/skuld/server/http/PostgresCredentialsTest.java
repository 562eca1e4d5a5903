package io.skuld.server.http;

import io.skuld.server.database.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresCredentialsTest extends CredentialsContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
