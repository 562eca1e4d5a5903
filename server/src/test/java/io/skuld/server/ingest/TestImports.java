package io.skuld.server.ingest;

import io.skuld.server.activity.SqlActivityLog;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.feedback.SqlFeedbackLog;
import io.skuld.server.ingest.formats.Formats;
import io.skuld.server.ingest.sources.SourcesSettings;
import io.skuld.server.ingest.sources.SqlSources;
import io.skuld.server.people.SqlPeople;
import java.time.InstantSource;

/// Imports into a database of a test's own.
public final class TestImports {
    private TestImports() {}

    public static Imports on(Database database, InstantSource clock) {
        SqlFeedbackLog log = new SqlFeedbackLog(database, clock);
        return new Imports(
                Formats.all(),
                new SqlCatalog(database, clock, log),
                new SqlPeople(database, clock),
                log,
                new SqlActivityLog(database),
                new SqlSources(database, clock, SourcesSettings.DEFAULTS),
                new SqlImportHistory(database),
                clock);
    }
}
