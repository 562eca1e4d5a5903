package io.skuld.server.database;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/// The database was written by a later version of the program.
public final class NewerDatabaseException extends DatabaseProblem {
    NewerDatabaseException(String theirs, String ours) {
        super(
                "The database has schema %s, but this program knows only up to %s: a newer Skuld has written it. Nothing was changed. Install the newer version, or restore a backup made with this one."
                        .formatted(theirs, ours));
    }

    static void refuseNewer(Flyway flyway) {
        MigrationInfo current = flyway.info().current();
        if (current == null) return;
        MigrationInfo[] known =
                Arrays.stream(flyway.info().all())
                        .filter(info -> info.getPhysicalLocation() != null)
                        .filter(info -> info.getState().isResolved())
                        .toArray(MigrationInfo[]::new);
        MigrationInfo newest = known[known.length - 1];
        if (current.getVersion().isNewerThan(newest.getVersion().getVersion()))
            throw new NewerDatabaseException(
                    current.getVersion().getVersion(), newest.getVersion().getVersion());
    }
}
