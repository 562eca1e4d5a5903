package io.skuld.server.feedback;

import io.skuld.server.people.PersonId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Everything people ever said, append-only. The log is the truth: vectors, models and feeds are derived from it.
/// Thread-safe. What [#append] acknowledged survives kill -9 and power loss.
public interface FeedbackLog {
    /// An entry as stored.
    ///
    /// @param sequence position in the log, ascending
    /// @param active false once it was retracted
    record Entry(long sequence, Feedback feedback, boolean active) {}

    /// What a listener hears: entries that became active or stopped being so.
    record Change(Feedback feedback, boolean active) {}

    /// @param added entries that were new or, having been retracted by the undo of their import, came back
    /// @param known entries whose id was there already
    record Appended(int added, int known) {}

    /// Appends in one transaction; an id that is there already is not stored again. The items and people must be known.
    Appended append(Collection<Feedback> entries);

    /// Which of these ids an append would find there already; not those that it would bring back.
    Set<String> known(Collection<String> ids);

    Optional<Entry> find(String id);

    /// Appends a retraction. Returns false when there is no such active entry of this person.
    boolean retract(PersonId person, String id);

    /// Takes a whole import back. Returns how many entries were active until now.
    int retractImport(String importId);

    /// A person's entries, newest first.
    ///
    /// @param before only entries with a smaller sequence; [Long#MAX_VALUE] to start
    List<Entry> of(PersonId person, long before, int limit);

    /// All active entries of a person, oldest said first.
    List<Feedback> active(PersonId person);

    /// Entries of all people with a sequence above this one, ascending, retracted ones included.
    List<Entry> after(long sequence, int limit);

    /// How many active entries this person has.
    int count(PersonId person);

    /// A hash of the log's prefix: the data version of a model.
    String version();

    /// Calls back after each commit, in the order of the log.
    void onChange(Consumer<List<Change>> listener);
}
