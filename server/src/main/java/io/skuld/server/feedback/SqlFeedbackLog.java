package io.skuld.server.feedback;

import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.Merged;
import io.skuld.server.catalog.SqlItemUse;
import io.skuld.server.database.Database;
import io.skuld.server.database.Rows;
import io.skuld.server.people.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log in tables `signal` and `retraction`. Appends that arrive while another is being written to the disk go there
/// together in the next transaction, so that many people share one wait for the disk.
public final class SqlFeedbackLog implements FeedbackLog, SqlItemUse {
    static final String SELECT =
            "SELECT s.*, i.id AS item_id FROM signal s JOIN item i ON i.number = s.item ";

    /// Entries of one transaction of gathered appends; a single larger append is not split.
    private static final int GATHERED = 10_000;

    private record Waiting(List<Feedback> entries, CompletableFuture<Appended> answer) {}

    private static final Logger LOG = LoggerFactory.getLogger(SqlFeedbackLog.class);

    private final Database database;
    private final InstantSource clock;
    private final List<Consumer<List<Change>>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();

    /// Held from before a commit until its listeners were told, so that they hear of changes in the order of the log.
    private final ReentrantLock order = new ReentrantLock(true);

    /// How far listeners have heard. Guarded by `order`.
    private Heard heard;

    /// Positions in the tables `signal` and `retraction`.
    private record Heard(long signal, long retraction) {
        static Heard now(Handle handle) {
            return new Heard(newest(handle, "signal"), newest(handle, "retraction"));
        }

        private static long newest(Handle handle, String table) {
            return handle.createQuery("SELECT COALESCE(MAX(sequence), 0) FROM " + table)
                    .mapTo(Long.class)
                    .one();
        }
    }

    public SqlFeedbackLog(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        heard = database.read(Heard::now);
    }

    /// Tells the listeners what other processes wrote since: a command, or another server on the same database.
    public void catchUp() {
        order.lock();
        try {
            Heard before = heard;
            Heard now = database.read(Heard::now);
            if (now.equals(before)) return;
            List<Change> news = database.read(handle -> foreign(handle, before, now));
            heard = now;
            tell(news);
        } finally {
            order.unlock();
        }
    }

    /// What others wrote after one position and up to another, as it stands now.
    private static List<Change> foreign(Handle handle, Heard after, Heard upTo) {
        return handle.createQuery(
                        SELECT
                                + "WHERE (s.sequence > :signal AND s.sequence <= :newSignal AND s.state = 1) OR s.id IN (SELECT signal FROM retraction WHERE sequence > :retraction AND sequence <= :newRetraction) ORDER BY s.sequence")
                .bind("signal", after.signal())
                .bind("newSignal", upTo.signal())
                .bind("retraction", after.retraction())
                .bind("newRetraction", upTo.retraction())
                .map((row, context) -> new Change(feedback(row), row.getInt("state") == 1))
                .list();
    }

    @Override
    public Appended append(Collection<Feedback> entries) {
        if (entries.isEmpty()) return new Appended(0, 0);
        Waiting mine = new Waiting(List.copyOf(entries), new CompletableFuture<>());
        queue.add(mine);
        order.lock();
        try {
            while (!mine.answer().isDone())
                writeWaiting(); // whoever held the lock may have done it
        } finally {
            order.unlock();
        }
        try {
            return mine.answer().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException problem) throw problem;
            throw e;
        }
    }

    private void writeWaiting() {
        List<Waiting> together = new ArrayList<>();
        int size = 0;
        for (Waiting next = queue.peek(); next != null; next = queue.peek()) {
            size += next.entries().size();
            if (!together.isEmpty() && size > GATHERED) break;
            together.add(next);
            queue.remove();
        }
        try {
            appendTogether(together);
        } catch (RuntimeException e) {
            if (together.size() == 1) together.getFirst().answer().completeExceptionally(e);
            else for (Waiting one : together) appendAlone(one);
        }
    }

    /// One bad append must not fail the others that only happened to come at the same time.
    private void appendAlone(Waiting one) {
        try {
            appendTogether(List.of(one));
        } catch (RuntimeException e) {
            one.answer().completeExceptionally(e);
        }
    }

    private void appendTogether(List<Waiting> together) {
        List<Appended> answers = new ArrayList<>();
        tell(
                logged(change -> {
                    for (Waiting one : together) answers.add(change.append(one.entries()));
                }));
        for (int w = 0; w < together.size(); w++) together.get(w).answer().complete(answers.get(w));
    }

    /// Runs one transaction. Listeners hear first what others wrote before it, then what it changed.
    private Told logged(Consumer<SqlLogChange> work) {
        Heard before = heard;
        return database.write(handle -> {
            database.exclusive(handle, "feedback");
            Heard start = Heard.now(handle);
            List<Change> others = start.equals(before) ? List.of() : foreign(handle, before, start);
            SqlLogChange change =
                    new SqlLogChange(handle, clock.millis(), database.dialect().countsBatches());
            work.accept(change);
            change.keepVersion();
            return new Told(others, change.changes(), Heard.now(handle));
        });
    }

    /// @param others what other processes had written
    /// @param own what this transaction changed
    private record Told(List<Change> others, List<Change> own, Heard heard) {}

    private List<Change> change(Consumer<SqlLogChange> work) {
        order.lock();
        try {
            Told told = logged(work);
            tell(told);
            return told.own();
        } finally {
            order.unlock();
        }
    }

    private void tell(Told told) {
        heard = told.heard();
        tell(told.others());
        tell(told.own());
    }

    /// What was committed stays said, whoever fails to follow.
    private void tell(List<Change> changes) {
        if (changes.isEmpty()) return;
        for (Consumer<List<Change>> listener : listeners)
            try {
                listener.accept(changes);
            } catch (RuntimeException e) {
                LOG.error(
                        "What follows from {} changes of the log could not be worked out everywhere; the next start does so",
                        changes.size(),
                        e);
            }
    }

    @Override
    public Appended move(Collection<Moved> entries) {
        if (entries.isEmpty()) return new Appended(0, 0);
        List<Appended> answer = new ArrayList<>();
        change(log -> answer.add(log.move(List.copyOf(entries))));
        return answer.getFirst();
    }

    @Override
    public Set<ItemId> onlyOfOthers(PersonId person) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT i.id FROM item i WHERE i.number IN (SELECT item FROM signal WHERE person <> :person EXCEPT SELECT item FROM signal WHERE person = :person)")
                        .bind("person", person.value())
                        .map((row, context) -> ItemId.parse(row.getString(1)))
                        .set());
    }

    @Override
    public boolean retract(PersonId person, String id) {
        return !change(log -> log.retract(person, id)).isEmpty();
    }

    @Override
    public int retractImport(String importId) {
        return change(log -> log.undoImport(importId)).size();
    }

    @Override
    public int withdraw(Collection<String> ids) {
        return ids.isEmpty() ? 0 : change(log -> log.withdraw(ids)).size();
    }

    @Override
    public List<Feedback> ofImport(String importId) {
        return database.read(handle ->
                handle.createQuery(
                                SELECT
                                        + "WHERE s.import_id = :import AND s.state = 1 ORDER BY s.sequence")
                        .bind("import", importId)
                        .map((row, context) -> feedback(row))
                        .list());
    }

    /// What was said about an item that is gone is about the one that stays; listeners hear it as taken back and said again.
    @Override
    public <T> T whileMerging(Work<T> work) {
        List<T> done = new ArrayList<>();
        change(log -> done.add(log.merging(work)));
        return done.getFirst();
    }

    @Override
    public void mergedElsewhere(List<Merged> merged) {
        order.lock();
        try {
            List<Change> moved = database.read(handle -> SqlLogChange.asMoved(handle, merged));
            tell(moved);
        } finally {
            order.unlock();
        }
    }

    /// Removes all that a person ever said, for good. Listeners hear it as retractions.
    public void forget(PersonId person) {
        change(log -> log.forget(person));
    }

    @Override
    public Set<String> known(Collection<String> ids) {
        return database.read(handle ->
                new HashSet<>(
                        Rows.ofKeys(
                                handle,
                                "SELECT id FROM signal WHERE state <> -1 AND id IN (<keys>)",
                                ids,
                                row -> row.getString(1))));
    }

    @Override
    public Optional<Entry> find(String id) {
        return database.read(handle ->
                handle.createQuery(SELECT + "WHERE s.id = :id")
                        .bind("id", id)
                        .map((row, context) -> entry(row))
                        .findOne());
    }

    @Override
    public List<Entry> of(PersonId person, long before, int limit) {
        return database.read(handle ->
                handle.createQuery(
                                SELECT
                                        + "WHERE s.person = :person AND s.sequence < :before ORDER BY s.sequence DESC LIMIT :limit")
                        .bind("person", person.value())
                        .bind("before", before)
                        .bind("limit", limit)
                        .map((row, context) -> entry(row))
                        .list());
    }

    @Override
    public List<Feedback> active(PersonId person) {
        return database.read(handle ->
                handle.createQuery(
                                SELECT
                                        + "WHERE s.person = :person AND s.state = 1 ORDER BY s.at, s.sequence")
                        .bind("person", person.value())
                        .map((row, context) -> feedback(row))
                        .list());
    }

    @Override
    public List<Entry> after(long sequence, int limit) {
        return database.read(handle ->
                handle.createQuery(
                                SELECT
                                        + "WHERE s.sequence > :sequence ORDER BY s.sequence LIMIT :limit")
                        .bind("sequence", sequence)
                        .bind("limit", limit)
                        .map((row, context) -> entry(row))
                        .list());
    }

    @Override
    public int count(PersonId person) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT count(*) FROM signal WHERE person = :person AND state = 1")
                        .bind("person", person.value())
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public String version() {
        return database.read(SqlLogChange::version).toString();
    }

    @Override
    public void onChange(Consumer<List<Change>> listener) {
        listeners.add(listener);
    }

    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getLong("sequence"), feedback(row), row.getInt("state") == 1);
    }

    static Feedback feedback(ResultSet row) throws SQLException {
        return new Feedback(
                row.getString("id"),
                new PersonId(row.getString("person")),
                ItemId.parse(row.getString("item_id")),
                Signal.of(row.getString("type"), Rows.doubleOrNull(row, "value")),
                Instant.ofEpochMilli(row.getLong("at")),
                ZoneId.of(row.getString("zone")),
                Provenance.of(row.getString("provenance")),
                row.getString("import_id"),
                Rows.facts(row.getString("context")));
    }
}
