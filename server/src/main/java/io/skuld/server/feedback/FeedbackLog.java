package io.skuld.server.feedback;

import io.skuld.server.catalog.ItemId;
import io.skuld.server.people.PersonId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Everything people ever said, append-only. The log is the truth: vectors, models and feeds are derived from it.
/// Thread-safe. What [#append] acknowledged survives kill -9 and power loss.
public interface FeedbackLog {
    /// An entry as stored.
    ///
    /// @param sequence position in the log, ascending
    /// @param active false once it was retracted
    record Entry(long sequence, Feedback feedback, boolean active) {}

    /// What became of an entry after it was said.
    enum State {
        ACTIVE(1),
        /// Taken back by the person.
        RETRACTED(0),
        /// Its import was undone, or its source withdrew it; what says it again brings it back.
        UNDONE(-1);

        private final int code;

        State(int code) {
            this.code = code;
        }

        /// As stored and exported.
        public int code() {
            return code;
        }

        public static State of(int code) {
            for (State state : values()) if (state.code == code) return state;
            throw new IllegalArgumentException("A state is 1, 0 or -1, got " + code);
        }
    }

    record Turn(Instant at, State state) {}

    /// An entry of another log with all that became of it there, in that order.
    record Moved(Feedback feedback, List<Turn> turns) {
        public Moved {
            turns = List.copyOf(turns);
        }

        State state() {
            return turns.isEmpty() ? State.ACTIVE : turns.getLast().state();
        }
    }

    /// What a listener hears: entries that became active or stopped being so.
    record Change(Feedback feedback, boolean active) {}

    /// @param added entries that were new or, having been retracted by the undo of their import, came back
    /// @param known entries whose id was there already
    record Appended(int added, int known) {}

    /// Appends in one transaction; an id that is there already is not stored again. The items and people must be known.
    Appended append(Collection<Feedback> entries);

    /// Appends entries of another log as they stood there, retracted ones too; an id that is there already is not stored
    /// again, but an active entry brings back what the undo of its import took.
    Appended move(Collection<Moved> entries);

    /// The items that others have said something about, and this person nothing.
    Set<ItemId> onlyOfOthers(PersonId person);

    /// Which of these ids an append would find there already; not those that it would bring back.
    Set<String> known(Collection<String> ids);

    /// Of these signals, the ids that stand for the same one already. The item of each is to be called by its stored id.
    ///
    /// @throws TakenIdException when an id stands for something else, here or among them: it must not swallow what was said
    ///     now
    default Set<String> repeated(Collection<Feedback> signals) {
        Set<String> known = known(signals.stream().map(Feedback::id).collect(Collectors.toSet()));
        Map<String, Feedback> byId = new HashMap<>();
        for (Feedback signal : signals) {
            Feedback same =
                    known.contains(signal.id())
                            ? find(signal.id()).map(Entry::feedback).orElse(signal)
                            : byId.getOrDefault(signal.id(), signal);
            if (!signal.saysTheSame(same)) throw new TakenIdException(signal.id());
            byId.put(signal.id(), signal);
        }
        return known;
    }

    Optional<Entry> find(String id);

    /// Appends a retraction. Returns false when there is no such active entry of this person.
    boolean retract(PersonId person, String id);

    /// Takes a whole import back. Returns how many entries were active until now.
    int retractImport(String importId);

    /// Takes these entries back because the source that said them does so no more; when it says them again, they come
    /// back. Returns how many were active until now.
    int withdraw(Collection<String> ids);

    /// The active entries that came with this import, or from this source, in the order of the log.
    List<Feedback> ofImport(String importId);

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
