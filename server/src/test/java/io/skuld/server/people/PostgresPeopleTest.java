package io.skuld.server.people;

import io.skuld.server.database.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresPeopleTest extends PeopleContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
