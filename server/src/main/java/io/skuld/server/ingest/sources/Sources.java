package io.skuld.server.ingest.sources;

import io.skuld.server.ingest.Subscription;
import io.skuld.server.people.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What everyone follows. Thread-safe; every change is durable when its call returns.
public interface Sources {
    /// @param added false when the person followed it before
    record Added(Source source, boolean added) {}

    /// Follows it from now on; what was removed comes back.
    ///
    /// @param importId the import that brings it, or null
    Added add(
            PersonId person, Subscription subscription, Duration every, @Nullable String importId);

    Optional<Source> find(String id);

    /// All of a person but the removed, by their names.
    List<Source> of(PersonId person);

    /// What kinds of active ones a person has.
    Set<Subscription.Kind> kinds(PersonId person);

    /// How many active ones there are, of everyone.
    int active();

    /// Active ones whose time has come, the longest overdue first.
    List<Source> due(Instant now, int limit);

    /// When the next active one is due, if there is any.
    Optional<Instant> nextDue();

    /// Takes a due source for a reading; of several processes one succeeds.
    ///
    /// @param until when another may take it, should this process die
    boolean claim(Source source, Instant until);

    /// Keeps how a reading went. What a person changed meanwhile stays.
    void finished(Source source, Reading reading, SourceRun run, Instant nextRun);

    void setState(String id, Source.State state, Instant now);

    void setEvery(String id, Duration every);

    /// Is read as soon as may be, also when it is not due.
    void hurry(String id, Instant now);

    /// Newest first.
    List<SourceRun> runs(String id, int limit);

    /// Forgets what was removed before that moment.
    void purge(Instant before);
}
