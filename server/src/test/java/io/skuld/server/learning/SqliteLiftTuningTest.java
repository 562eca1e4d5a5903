package io.skuld.server.learning;

import io.skuld.server.database.TestDatabase;

class SqliteLiftTuningTest extends LiftTuningContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite();
    }
}
