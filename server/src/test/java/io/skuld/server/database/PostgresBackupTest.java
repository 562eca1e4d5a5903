package io.skuld.server.database;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresBackupTest extends BackupContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
