package io.skuld.server.activity;

import io.skuld.server.people.PersonId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What people's computers told, one event for each bucket and start. Whatever is added passes the person's
/// [PrivatePatterns] first: what they match is never stored. Thread-safe.
public interface ActivityLog {
    /// @param added new
    /// @param known there already, with the same length or a shorter one, which has grown
    /// @param hidden of both, those of which only the time was kept
    record Added(long added, long known, long hidden) {
        public static final Added NONE = new Added(0, 0, 0);

        public Added plus(Added more) {
            return new Added(added + more.added, known + more.known, hidden + more.hidden);
        }
    }

    /// What a bucket holds.
    ///
    /// @param hidden events of which only the time is kept
    /// @param first start of the earliest event
    /// @param last end of the latest
    record Holding(Bucket bucket, long events, long hidden, Instant first, Instant last) {}

    /// Stores events, all of them or none. What is there already keeps the longer length.
    ///
    /// @param importId what brought them, or null
    Added add(PersonId person, @Nullable String importId, List<ActivityEvent> events);

    /// As [#add], for what is read again and again from where it is watched.
    ///
    /// @param readUntil from where the bucket is to be read the next time
    Added keepUp(PersonId person, Bucket bucket, List<ActivityEvent> events, Instant readUntil);

    /// From where a bucket is to be read; [Instant#EPOCH] when it never was. What was deleted is not read again.
    Instant readUntil(PersonId person, Bucket bucket);

    /// What [#add] would answer. Changes nothing.
    Added wouldAdd(PersonId person, List<ActivityEvent> events);

    /// Events that overlap the time from `from` up to `to`, by start.
    List<ActivityEvent> between(PersonId person, Instant from, Instant to);

    /// What there is, by machine and name; buckets without events are left out.
    List<Holding> holdings(PersonId person);

    /// Deletes for good what began before `to` and ended after `from`; presence alone, which has no texts, only when it
    /// lies wholly inside.
    ///
    /// @return how many events
    int delete(PersonId person, Instant from, Instant to);

    /// Deletes for good all there is.
    ///
    /// @return how many events
    int deleteAll(PersonId person);

    /// Deletes what an import brought.
    ///
    /// @return how many events
    int forgetImport(String importId);

    PrivatePatterns privatePatterns(PersonId person);

    /// Sets the patterns, and takes the texts out of what was stored before and matches them.
    ///
    /// @return how many stored events lost their texts
    int hide(PersonId person, PrivatePatterns patterns);

    Categories categories(PersonId person);

    void categorise(PersonId person, Categories categories);
}
