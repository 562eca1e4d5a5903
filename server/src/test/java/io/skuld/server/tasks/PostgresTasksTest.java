package io.skuld.server.tasks;

import io.skuld.server.database.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresTasksTest extends TasksContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
