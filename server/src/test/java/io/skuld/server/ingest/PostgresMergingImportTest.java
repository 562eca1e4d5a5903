package io.skuld.server.ingest;

import io.skuld.server.database.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresMergingImportTest extends MergingImportContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
