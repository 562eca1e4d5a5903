package io.skuld.server.people;

import io.skuld.server.database.TestDatabase;

class SqlitePeopleTest extends PeopleContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite();
    }
}
