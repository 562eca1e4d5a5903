package io.skuld.server.feedback;

import io.skuld.server.database.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresFeedbackLogTest extends FeedbackLogContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
