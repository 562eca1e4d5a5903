package io.skuld.server.ingest.sources;

import io.skuld.server.database.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresSourcesTest extends SourcesContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
