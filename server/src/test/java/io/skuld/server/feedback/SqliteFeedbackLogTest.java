package io.skuld.server.feedback;

import io.skuld.server.database.TestDatabase;

class SqliteFeedbackLogTest extends FeedbackLogContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite();
    }
}
