package io.skuld.server.database;

class SqliteBackupTest extends BackupContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite();
    }
}
