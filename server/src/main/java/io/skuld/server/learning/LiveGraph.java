package io.skuld.server.learning;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.signed.LikeRate;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.SignedPathsModel;
import io.skuld.server.catalog.Catalog.Numbered;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.Merged;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.feedback.FeedbackLog.Change;
import io.skuld.server.feedback.Opinion;
import io.skuld.server.feedback.Opinions;
import io.skuld.server.people.People;
import io.skuld.server.people.Person;
import io.skuld.server.people.PersonId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The signed graphs, kept live from the log. Thread-safe.
///
/// Two of them hold likes and dislikes: one of everybody, which programs ask ([ServedModel]), and one of those who share
/// theirs, from which feeds learn ([Lift]). The people of a community, who came with a file of many, share; those of the
/// household only when [LearningSettings#shareInHousehold] says so. A third holds what items have in common.
///
/// They are read from the log in the background after the start, one person at a time; until then they know the items
/// alone. From then on a signal or its retraction is in them before the log acknowledges it. Each person's edges come from
/// that person's opinions alone; only the walks go from one to another.
public final class LiveGraph implements AutoCloseable {
    /// More signals at once come from an import.
    private static final int SAID_AT_ONCE = 50;

    private static final Logger LOG = LoggerFactory.getLogger(LiveGraph.class);

    /// How long to wait after a failure to read the log; twice as long after each that follows, up to [#LAST_RETRY].
    static final Duration FIRST_RETRY = Duration.ofMillis(250);

    private static final Duration LAST_RETRY = Duration.ofMinutes(1);

    private final FeedbackLog log;
    private final People people;
    private final Tastes tastes;
    private final IdIndex index;
    private final SignedPathsModel model = SignedPathsModel.empty(PathSettings.HOME);
    private final SignedGraph shared = SignedGraph.empty(); // people have the same numbers in both
    private final AttributeGraph inCommon = new AttributeGraph();
    private final LearningSettings settings;
    private final Map<PersonId, Boolean> sharing = new ConcurrentHashMap<>();
    private final Map<PersonId, Integer> persons = new ConcurrentHashMap<>();
    private final Map<Integer, PersonId> personIds = new ConcurrentHashMap<>();
    private final Map<String, Integer> attributes = new ConcurrentHashMap<>();
    private LikeListener beforeLike = (person, item) -> {};
    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread reader =
            Thread.ofPlatform().name("graph-reader").daemon().unstarted(this::readLogUntilItIsRead);
    private volatile @Nullable Rated rated;
    private boolean started;
    private volatile boolean closed;

    /// What came while the log was being read; null afterwards. Guarded by this.
    private @Nullable Deque<Runnable> early = new ArrayDeque<>();

    /// @param tastes hears of each change before this does
    LiveGraph(
            FeedbackLog log,
            People people,
            Tastes tastes,
            IdIndex index,
            LearningSettings settings) {
        this.log = log;
        this.people = people;
        this.tastes = tastes;
        this.index = index;
        this.settings = settings;
    }

    /// Hears of a like before it is in the graph.
    @FunctionalInterface
    interface LikeListener {
        void likes(int person, int item);
    }

    /// Lets this hear of each like that is said from now on, one at a time; not of what the log held at the start, nor of
    /// imports. To be called before [#start].
    void beforeLike(LikeListener listener) {
        beforeLike = listener;
    }

    /// Follows the log from now on and reads what it holds in the background; does nothing the second time.
    public synchronized void start() {
        if (started) return;
        started = true;
        log.onChange(changes -> afterReading(() -> follow(changes)));
        people.onSave(person -> afterReading(() -> takeIn(person)));
        people.beforeDelete(person -> afterReading(() -> sharing.remove(person)));
        reader.start();
    }

    /// Reading somebody again changes nothing, so a failure begins anew with everybody.
    private void readLogUntilItIsRead() {
        Duration retry = FIRST_RETRY;
        while (!closed) {
            try {
                readLog();
                return;
            } catch (RuntimeException e) {
                if (closed) return;
                LOG.warn(
                        "The graph could not be read from the log. Feeds and answers go on without it; it is read again in {}",
                        retry,
                        e);
            }
            if (closesWithin(retry)) return;
            retry =
                    retry.compareTo(LAST_RETRY.dividedBy(2)) < 0
                            ? retry.multipliedBy(2)
                            : LAST_RETRY;
        }
    }

    private void readLog() {
        for (Person person : people.all()) {
            if (closed) return;
            readPerson(person.id());
        }
        synchronized (this) {
            while (early != null && !early.isEmpty()) {
                early.getFirst().run();
                early.removeFirst(); // only now: one that failed is run again
            }
            early = null;
        }
        read.countDown();
    }

    private boolean closesWithin(Duration wait) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /// True when the log has been read.
    public boolean ready() {
        return read.getCount() == 0;
    }

    /// Waits until the log has been read.
    public void awaitReady() throws InterruptedException {
        read.await();
    }

    /// Waits so long at most, and tells whether it has been read.
    boolean awaitReady(Duration most) throws InterruptedException {
        return read.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void readPerson(PersonId person) {
        Opinions.of(log.active(person)).forEach((item, opinion) -> set(person, item, opinion));
    }

    private synchronized void afterReading(Runnable work) {
        if (early == null) work.run();
        else early.add(work);
    }

    private void follow(List<Change> changes) {
        Map<PersonId, Set<ItemId>> touched = new LinkedHashMap<>();
        for (Change change : changes)
            touched.computeIfAbsent(change.feedback().person(), person -> new TreeSet<>())
                    .add(index.stored(change.feedback().item()));
        boolean said = changes.size() <= SAID_AT_ONCE && changes.stream().allMatch(Change::active);
        touched.forEach((person, items) -> {
            Map<ItemId, Opinion> opinions = tastes.opinions(person, items);
            for (ItemId item : items) {
                Opinion opinion = opinions.get(item);
                if (said) announce(person, item, opinion);
                set(person, item, opinion);
            }
        });
    }

    private void announce(PersonId person, ItemId item, @Nullable Opinion opinion) {
        Integer number = index.number(item);
        if (number == null || opinion == null || !(opinion.weight() > 0)) return;
        int who = number(person);
        if (!(model.view().weight(who, number) > 0)) beforeLike.likes(who, number);
    }

    private void set(PersonId person, ItemId item, @Nullable Opinion opinion) {
        Integer number = index.number(item);
        if (number == null) return;
        int who = persons.computeIfAbsent(person, p -> persons.size());
        personIds.put(who, person);
        if (opinion == null || opinion.weight() == 0) {
            model.retract(who, number);
            shared.retract(who, number);
        } else {
            long at = opinion.at().getEpochSecond();
            model.ensure(who + 1, number + 1);
            model.absorb(who, number, opinion.weight(), at);
            if (!shares(person)) return;
            shared.ensure(who + 1, number + 1);
            shared.put(who, number, opinion.weight(), at);
        }
    }

    private boolean shares(PersonId person) {
        return sharing.computeIfAbsent(
                person, id -> people.find(id).filter(this::mayShare).isPresent());
    }

    /// Whether what one person of the household says may tell another anything.
    boolean sharesInHousehold() {
        return settings.shareInHousehold();
    }

    private boolean mayShare(Person person) {
        return settings.shareInHousehold() || person.community();
    }

    /// Somebody of a community who is of the household from now on stops to share.
    private void takeIn(Person person) {
        sharing.put(person.id(), mayShare(person));
        if (mayShare(person)) return;
        int who = persons.getOrDefault(person.id(), ServedModel.UNKNOWN);
        EdgeRun own = new EdgeRun();
        shared.view().itemsOf(who, own);
        while (own.next())
            for (int k = own.from; k < own.to; k++) shared.retract(who, EdgeRun.id(own.ends[k]));
    }

    /// For programs, creators and tags become nodes beside the people. Genres do not: they are shared by so many.
    synchronized void changed(Numbered item) {
        inCommon.put(item.number(), item.item());
        model.setAttributes(
                item.number(),
                names(item.item()).stream()
                        .mapToInt(name -> attributes.computeIfAbsent(name, n -> attributes.size()))
                        .toArray());
    }

    /// Its edges are those of the item that stays, which the log has told.
    void merged(Merged one) {
        synchronized (this) {
            inCommon.remove(one.gone());
            model.setAttributes(one.gone(), new int[0]);
        }
        afterReading(() -> persons.forEach((person, who) -> moveEdge(person, who, one)));
    }

    /// What was read before the merge and set after it.
    private void moveEdge(PersonId person, int who, Merged one) {
        if (model.view().weight(who, one.gone()) == 0) return;
        model.retract(who, one.gone());
        shared.retract(who, one.gone());
        ItemId kept = one.keptId();
        set(person, kept, tastes.opinions(person, Set.of(kept)).get(kept));
    }

    private static List<String> names(Item item) {
        List<String> names = new ArrayList<>();
        if (!item.creator().isEmpty()) names.add("creator:" + item.creator());
        for (String tag : item.tags()) names.add("tag:" + tag);
        return names;
    }

    /// The graph of those who share, as this person may walk it now.
    public Lift.Moment moment(PersonId person) {
        Rated known = rated;
        GraphView view = shared.view();
        if (known == null || known.view != view)
            rated = known = new Rated(view, Lift.Moment.rate(view));
        return new Lift.Moment(view, known.rate, persons.getOrDefault(person, -1), inCommon.now());
    }

    /// What is worked out once for everybody who asks while the graph stays as it is.
    private record Rated(GraphView view, LikeRate rate) {}

    /// How well known each item is among those who share, by number: from 0, nobody likes it, to 1 for what is liked most.
    /// Items beyond the end nobody likes.
    public float[] fame() {
        GraphView view = shared.view();
        float[] fame = new float[view.items()];
        float most = 1;
        for (int item = 0; item < fame.length; item++) {
            fame[item] = (float) Math.log1p(view.itemLikes(item));
            most = Math.max(most, fame[item]);
        }
        for (int item = 0; item < fame.length; item++) fame[item] /= most;
        return fame;
    }

    SignedPathsModel model() {
        return model;
    }

    /// The person's number in the model, or [ServedModel#UNKNOWN] while the graph knows nothing of them.
    int number(PersonId person) {
        return persons.getOrDefault(person, ServedModel.UNKNOWN);
    }

    /// Whose number this is.
    PersonId person(int number) {
        PersonId person = personIds.get(number);
        if (person == null)
            throw new IllegalArgumentException("The graph has no person number " + number);
        return person;
    }

    /// Stops reading; returns when nothing reads any more.
    @Override
    public void close() {
        closed = true;
        closing.countDown();
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true; // the database must not be closed under the reader
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
