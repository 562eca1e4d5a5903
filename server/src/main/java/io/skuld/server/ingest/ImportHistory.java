package io.skuld.server.ingest;

import io.skuld.server.people.PersonId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The imports that were made and what each left out. Thread-safe.
public interface ImportHistory {
    /// Creates or replaces.
    void save(ImportRun run);

    /// Marks what an earlier run of the server left unfinished.
    void interruptUnfinished();

    void addSkipped(String importId, List<Skipped> lines);

    Optional<ImportRun> find(String id);

    /// Newest first.
    List<ImportRun> all(int limit);

    /// Those of this person, newest first.
    List<ImportRun> of(PersonId person, int limit);

    /// The imports made elsewhere that came along in this one.
    List<ImportRun> within(String id);

    /// What an import left out, in the order of the file, one at a time.
    void eachSkipped(String importId, Consumer<Skipped> reader);
}
