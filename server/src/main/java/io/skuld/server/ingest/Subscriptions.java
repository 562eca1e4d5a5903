package io.skuld.server.ingest;

import io.skuld.server.ingest.ImportReport.Count;
import io.skuld.server.people.PersonId;
import java.util.List;

/// Where subscriptions that a file names are kept. Thread-safe.
public interface Subscriptions {
    /// Follows those that the person does not follow yet, in one transaction.
    Count add(PersonId person, List<Subscription> subscriptions, String importId);

    /// What [#add] would answer, without changing anything.
    Count wouldAdd(PersonId person, List<Subscription> subscriptions);

    /// Follows no more what this import brought.
    ///
    /// @return how many were taken out
    int forgetImport(String importId);
}
