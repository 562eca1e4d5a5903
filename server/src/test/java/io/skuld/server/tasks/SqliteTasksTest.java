package io.skuld.server.tasks;

import io.skuld.server.database.TestDatabase;

class SqliteTasksTest extends TasksContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite();
    }
}
