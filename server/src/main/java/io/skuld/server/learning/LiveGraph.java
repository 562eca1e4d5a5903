package io.skuld.server.learning;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.math.TopN;
import io.skuld.engine.model.signed.Explanation;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.SignedPathsModel;
import io.skuld.server.catalog.Catalog.Numbered;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.feedback.FeedbackLog.Change;
import io.skuld.server.feedback.Opinion;
import io.skuld.server.feedback.Opinions;
import io.skuld.server.people.People;
import io.skuld.server.people.Person;
import io.skuld.server.people.PersonId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// The signed graph of everybody's likes and dislikes, kept live from the log: what other people with the same likes and
/// dislikes thought, and what shares a creator or a tag with what this person liked or disliked. Thread-safe.
///
/// It is read from the log in the background at the start, one person at a time; until then it knows nothing and says
/// so. From then on a signal or its retraction is in the graph before the log acknowledges it. Each person's edges come
/// from that person's opinions alone; only the walks go from one to another.
public final class LiveGraph implements AutoCloseable {
    private final FeedbackLog log;
    private final People people;
    private final Tastes tastes;
    private final IdIndex index;
    private final SignedPathsModel model = SignedPathsModel.empty(PathSettings.HOME);
    private final Map<PersonId, Integer> persons = new ConcurrentHashMap<>();
    private final Map<Integer, PersonId> personIds = new ConcurrentHashMap<>();
    private final Map<String, Integer> attributes = new ConcurrentHashMap<>();
    private final CountDownLatch read = new CountDownLatch(1);
    private final Thread reader =
            Thread.ofPlatform().name("graph-reader").daemon().unstarted(this::readLog);
    private volatile boolean closed;

    /// Changes that came while the log was being read; null afterwards. Guarded by this.
    private @Nullable List<Change> early = new ArrayList<>();

    /// @param tastes hears of each change before this does
    LiveGraph(FeedbackLog log, People people, Tastes tastes, IdIndex index) {
        this.log = log;
        this.people = people;
        this.tastes = tastes;
        this.index = index;
    }

    /// Follows the log from now on and reads what it holds in the background.
    public void start() {
        log.onChange(this::take);
        reader.start();
    }

    private void readLog() {
        for (Person person : people.all()) {
            if (closed) return;
            readPerson(person.id());
        }
        synchronized (this) {
            List<Change> changes = early;
            early = null;
            if (changes != null) follow(changes);
        }
        read.countDown();
    }

    /// True when the log has been read.
    public boolean ready() {
        return read.getCount() == 0;
    }

    /// Waits until the log has been read.
    public void awaitReady() throws InterruptedException {
        read.await();
    }

    private void readPerson(PersonId person) {
        Opinions.of(log.active(person)).forEach((item, opinion) -> set(person, item, opinion));
    }

    private synchronized void take(List<Change> changes) {
        if (early == null) follow(changes);
        else early.addAll(changes);
    }

    private void follow(List<Change> changes) {
        Map<PersonId, Set<ItemId>> touched = new LinkedHashMap<>();
        for (Change change : changes)
            touched.computeIfAbsent(change.feedback().person(), person -> new TreeSet<>())
                    .add(change.feedback().item());
        touched.forEach((person, items) -> {
            Map<ItemId, Opinion> opinions = tastes.opinions(person, items);
            for (ItemId item : items) set(person, item, opinions.get(item));
        });
    }

    private void set(PersonId person, ItemId item, @Nullable Opinion opinion) {
        Integer number = index.number(item);
        if (number == null) return;
        int who = persons.computeIfAbsent(person, p -> persons.size());
        personIds.put(who, person);
        if (opinion == null || opinion.weight() == 0) {
            model.retract(who, number);
        } else {
            model.ensure(who + 1, number + 1);
            model.absorb(who, number, opinion.weight(), opinion.at().getEpochSecond());
        }
    }

    /// Creators and tags become nodes beside the people. Genres do not: they are shared by so many that the taste model
    /// tells more about them.
    synchronized void changed(Numbered item) {
        model.setAttributes(
                item.number(),
                names(item.item()).stream()
                        .mapToInt(name -> attributes.computeIfAbsent(name, n -> attributes.size()))
                        .toArray());
    }

    private static List<String> names(Item item) {
        List<String> names = new ArrayList<>();
        if (!item.creator().isEmpty()) names.add("creator:" + item.creator());
        for (String tag : item.tags()) names.add("tag:" + tag);
        return names;
    }

    /// What the graph adds to each item's expected rating for this person, in rating points: 0 where it has nothing to
    /// say. See [Lift].
    ///
    /// @param lift by item number; overwritten
    public void lift(PersonId person, float[] lift) {
        Arrays.fill(lift, 0);
        Integer who = persons.get(person);
        GraphView view = model.view();
        if (who == null || view.personDegree(who) == 0) return;
        float[] scores = new float[Math.max(lift.length, view.items())];
        model.score(view, who, scores);
        Lift.ofScores(scores);
        System.arraycopy(scores, 0, lift, 0, lift.length);
    }

    /// The items the graph speaks for most, best first; empty while it has nothing to say about this person.
    public int[] candidates(PersonId person, int count) {
        GraphView view = model.view();
        float[] lift = new float[view.items()];
        lift(person, lift);
        for (int k = 0; k < lift.length; k++) if (lift[k] <= 0) lift[k] = TopN.EXCLUDED;
        return TopN.of(lift, count);
    }

    /// One of the person's own items that the graph starts from, and its exact share of the score.
    ///
    /// @param contribution below 0 when it pushes the item away
    public record Cause(ItemId item, float contribution) {}

    /// Which of the person's own items move this one, the strongest first.
    public List<Cause> explain(PersonId person, int number, int max) {
        Integer who = persons.get(person);
        if (who == null || number >= model.items()) return List.of();
        Explanation explanation = model.explain(who, number);
        return explanation.contributions().stream()
                .limit(max)
                .map(c -> new Cause(index.id(c.item()), c.amount()))
                .toList();
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

    /// How many people have said something about the item: how well known it is here.
    public int degree(int number) {
        GraphView view = model.view();
        return number < view.items() ? view.itemDegree(number) : 0;
    }

    /// Stops reading; returns when nothing reads any more.
    @Override
    public void close() {
        closed = true;
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
