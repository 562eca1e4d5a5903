package io.skuld.server.learning;

import io.skuld.engine.evaluation.Interval;
import io.skuld.server.people.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Settings of the lift that a search found to be better, the newest being live, and what a search cut off had done.
/// Thread-safe.
public interface TunedLifts {
    /// Something better.
    ///
    /// @param gain over what was live before, per held-out opinion
    /// @param opinions held-out opinions behind it
    record Tuned(Instant at, LiftSettings settings, double gain, Interval ci95, int opinions) {}

    /// Newest first.
    List<Tuned> all();

    /// Makes this live.
    void add(Tuned tuned);

    /// Takes the newest away, so that what was live before it is live again.
    ///
    /// @return false when there is none
    boolean rollBack();

    /// What a search of this name found out about a person, as it wrote it down.
    Optional<String> part(String run, PersonId person);

    void keepPart(String run, PersonId person, String outcome);

    /// Forgets the parts of all searches.
    void clearParts();

    /// What is live: the newest, else the default.
    default LiftSettings live() {
        List<Tuned> all = all();
        return all.isEmpty() ? LiftSettings.DEFAULTS : all.getFirst().settings();
    }
}
