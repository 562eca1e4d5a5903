package io.skuld.server.serving;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.signed.SignedPathsModel;
import io.skuld.engine.model.snapshot.SnapshotException;
import io.skuld.engine.model.snapshot.SnapshotFile;
import io.skuld.server.learning.Prequential;
import io.skuld.server.learning.ServedModel;
import io.skuld.server.learning.UnknownVersionException;
import io.skuld.server.learning.UnusableVersionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A model fitted to a signed data set, kept current with what is reported: the data set and the journal are the truth,
/// the versions are snapshots made of them. Thread-safe.
///
/// People and items are named by their numbers in the data set; whoever and whatever is reported under another name is
/// new and takes part from then on.
public final class DatasetModel implements ServedModel, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatasetModel.class);

    /// A new version is kept after so many interactions, so that a start need not learn more than these again.
    private static final int VERSION_EVERY = 50_000;

    /// Fewer than these since the last version are quickly learned again.
    private static final int WORTH_KEEPING = 1_000;

    /// The model is swept each time its interactions have grown by this share, and by [#WORTH_KEEPING] at least.
    private static final double SWEEP_AFTER = .05;

    private static final String POSITION = "journal.position";

    /// Which state of the data set a version was made of: [ServedData#version].
    static final String DATA = "data";

    private final DatasetPlan plan;
    private final String dataVersion;
    private final VersionFolder folder;
    private final Journal journal;
    private final Names people;
    private final Names items;
    private final Map<String, Version> known = new ConcurrentHashMap<>();
    private final Prequential foretold = new Prequential();
    private final AtomicBoolean saving = new AtomicBoolean();

    /// Up to here the journal is in the active model; moves under the journal's commit lock.
    private volatile long absorbed;

    private int sinceVersion;
    private int sinceSweep;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private @Nullable volatile Serving serving;

    /// What answers; exchanged as one.
    private record Serving(Fitted fitted, Version version) {}

    private DatasetModel(DatasetPlan plan, ServedData data, Path place) throws IOException {
        this.plan = plan;
        dataVersion = data.version();
        folder = new VersionFolder(place.resolve("models"));
        journal = Journal.open(place.resolve("journal"));
        people = data.people();
        items = data.items();
    }

    /// Reads the data set and the journal, then loads the active version, or fits the first one.
    ///
    /// @param tell hears what is going on, a line at a time
    /// @throws DatasetException when the data set cannot be used
    public static DatasetModel start(DatasetPlan plan, Consumer<String> tell) {
        try {
            ServedData data = ServedData.read(plan);
            tell.accept(
                    "%s: %,d people, %,d items, %,d interactions to learn from (%,d likes)"
                            .formatted(
                                    data.name(),
                                    data.train().people(),
                                    data.train().items(),
                                    data.train().size(),
                                    data.likes()));
            if (data.likes() == data.train().size())
                tell.accept(
                        "Every rating is a like with --offset %s; to tell dislikes, give a larger one, as --offset 4 for stars"
                                .formatted(plan.offset()));
            if (data.likes() == 0)
                tell.accept(
                        "No rating is a like with --offset %s; until likes are reported, the ranking means nothing"
                                .formatted(plan.offset()));
            if (plan.tuning() != null && data.valid().size() == 0)
                tell.accept(
                        "There is no valid.txt to choose settings on; a tenth of the interactions is held out for the choice");
            DatasetModel model = new DatasetModel(plan, data, ServedPlace.of(plan, data, tell));
            try {
                model.begin(data, tell);
                return model;
            } catch (IOException | RuntimeException e) {
                model.journal.close();
                throw e;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new DatasetException(e);
        }
    }

    private void begin(ServedData data, Consumer<String> tell) throws IOException {
        Serving loaded = loadVersion(tell);
        if (loaded == null || plan.refit()) {
            serving = fit(data, tell);
        } else {
            long from = Long.parseLong(value(loaded.version, POSITION));
            journal.replay(0, from, this::remember);
            Learner learner = new Learner(loaded.fitted);
            journal.replay(from, journal.position(), learner);
            absorbed = journal.position();
            sinceVersion = learner.count;
            serving = loaded;
            tell.accept(
                    "Version %s loaded, %,d interactions since it learned again"
                            .formatted(loaded.version.name(), learner.count));
        }
    }

    /// The active version, or the newest one that can be used; null when there is none.
    private @Nullable Serving loadVersion(Consumer<String> tell) throws IOException {
        LinkedHashSet<String> order = new LinkedHashSet<>();
        folder.active().ifPresent(order::add);
        order.addAll(folder.names());
        Serving found = null;
        for (String name : order) {
            try {
                Version version = new Version(name, false, folder.facts(name), null);
                String problem = mismatch(version);
                if (problem == null && found == null)
                    found = new Serving(Fitted.read(plan.kind(), folder.file(name)), version);
                known.put(name, new Version(name, false, version.facts(), problem));
            } catch (SnapshotException e) {
                tell.accept(e.getMessage());
                known.put(name, new Version(name, false, Map.of(), e.getMessage()));
            }
        }
        return found;
    }

    /// Why a version is not one of this data set and kind, or null.
    private @Nullable String mismatch(Version version) {
        for (Map.Entry<String, String> fact : identity().entrySet())
            if (!fact.getValue().equals(version.facts().get(fact.getKey())))
                return "It was made with %s %s; this is %s."
                        .formatted(
                                fact.getKey(), version.facts().get(fact.getKey()), fact.getValue());
        return journal.isBetweenCommits(Long.parseLong(value(version, POSITION)))
                ? null
                : "It learned from another journal than the one that is here.";
    }

    private Map<String, String> identity() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", plan.kind().label());
        facts.put(DATA, dataVersion);
        facts.put("offset", Double.toString(plan.offset()));
        return facts;
    }

    private Serving fit(ServedData data, Consumer<String> tell) throws IOException {
        List<Interaction> reported = new ArrayList<>();
        journal.replay(
                0,
                journal.position(),
                commit -> {
                    remember(commit);
                    reported.addAll(commit);
                });
        SignedEdges train = Reported.after(data.train(), reported, people, items);
        tell.accept(
                "Fitting '%s' to %,d interactions …".formatted(plan.kind().label(), train.size()));
        if (plan.tuning() != null)
            tell.accept(
                    "Its settings are chosen first, for about %,d s; --tune-seconds sets how long"
                            .formatted(plan.tuning().limit().toSeconds()));
        long start = System.nanoTime();
        Fitted fitted =
                Fitted.fit(
                        plan.kind(),
                        train,
                        Reported.widened(data.valid(), train.people(), train.items()),
                        plan.tuning());
        double seconds = (System.nanoTime() - start) / 1e9;
        absorbed = journal.position();
        Map<String, String> facts = facts(fitted, absorbed);
        facts.put("fit.seconds", "%.1f".formatted(seconds));
        facts.put("tuned", Boolean.toString(plan.tuning() != null));
        Version version = save(fitted.sections(facts), facts);
        tell.accept("Fitted in %.1f s; kept as version %s".formatted(seconds, version.name()));
        return new Serving(fitted, version);
    }

    private Map<String, String> facts(Fitted fitted, long position) {
        Map<String, String> facts = new LinkedHashMap<>(identity());
        facts.put("dataset", plan.data().toAbsolutePath().normalize().getFileName().toString());
        facts.put("interactions", Integer.toString(fitted.paths().view().edges()));
        facts.put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put(POSITION, Long.toString(position));
        return facts;
    }

    private static String value(Version version, String fact) {
        String value = version.facts().get(fact);
        if (value == null)
            throw new IllegalStateException("Version " + version.name() + " has no " + fact);
        return value;
    }

    /// Gives numbers to new names, in the order in which they came.
    private void remember(List<Interaction> interactions) {
        for (Interaction interaction : interactions) {
            people.add(interaction.user());
            items.add(interaction.item());
        }
    }

    /// Learns commits of the journal, in order.
    private final class Learner implements Consumer<List<Interaction>> {
        private final Fitted fitted;
        private int count;

        Learner(Fitted fitted) {
            this.fitted = fitted;
        }

        @Override
        public void accept(List<Interaction> commit) {
            for (Interaction interaction : commit) learn(interaction);
            count += commit.size();
        }

        void learn(Interaction interaction) {
            fitted.model()
                    .absorb(
                            people.add(interaction.user()),
                            items.add(interaction.item()),
                            interaction.weight(),
                            interaction.at().getEpochSecond());
        }
    }

    private Serving serving() {
        Serving now = serving;
        if (now == null) throw new IllegalStateException("Nothing is served before the start");
        return now;
    }

    @Override
    public SignedPathsModel paths() {
        return serving().fitted.paths();
    }

    /// Who serves a data set shares it.
    @Override
    public boolean tellsOfOthers() {
        return false;
    }

    @Override
    public int items() {
        return paths().items();
    }

    @Override
    public int person(String name) {
        return people.number(name);
    }

    @Override
    public int item(String name) {
        return items.number(name);
    }

    @Override
    public String personName(int person) {
        return people.name(person);
    }

    @Override
    public String itemName(int item) {
        return items.name(item);
    }

    @Override
    public void score(int person, float caution, float[] scores) {
        serving().fitted.score(person, caution, scores);
    }

    @Override
    public float @Nullable [] itemVector(int item) {
        var factors = serving().fitted.factors();
        return factors == null ? null : orNull(factors.itemVector(item));
    }

    @Override
    public float @Nullable [] personVector(int person) {
        var factors = serving().fitted.factors();
        return factors == null ? null : orNull(factors.personVector(person));
    }

    private static float @Nullable [] orNull(float[] vector) {
        return vector.length == 0 ? null : vector;
    }

    @Override
    public Absorbed absorb(List<Interaction> interactions) {
        int added = journal.append(interactions, this::learn);
        return new Absorbed(added, interactions.size() - added);
    }

    /// Called by the journal, one commit at a time.
    private void learn(List<Interaction> commit) {
        Learner learner = new Learner(serving().fitted);
        for (Interaction interaction : commit) {
            if (interaction.weight() > 0) foretell(learner.fitted, interaction);
            learner.learn(interaction);
        }
        absorbed = journal.position();
        sinceVersion += commit.size();
        if (sinceVersion >= VERSION_EVERY && saving.compareAndSet(false, true))
            Thread.ofVirtual().name("keep-version").start(this::keepVersion);
        sinceSweep += commit.size();
        if (sinceSweep >= sweepAfter() && sweeping.compareAndSet(false, true)) {
            sinceSweep = 0;
            Thread.ofPlatform().daemon().name("sweep").start(this::sweep);
        }
    }

    private int sweepAfter() {
        return Math.max(WORTH_KEEPING, (int) (SWEEP_AFTER * paths().view().edges()));
    }

    /// What several seconds of a thread of its own are for, while requests and interactions go on. Parallel work stays in the
    /// pool that it is begun in: in one of a single thread it leaves the other cores to them.
    private void sweep() {
        try (ForkJoinPool alone = new ForkJoinPool(1)) {
            Serving now = serving();
            long start = System.nanoTime();
            alone.submit(now.fitted.model()::sweep).join();
            log.info(
                    "Version {} swept in {} ms",
                    now.version.name(),
                    (System.nanoTime() - start) / 1_000_000);
        } finally {
            sweeping.set(false);
        }
    }

    private void foretell(Fitted fitted, Interaction like) {
        GraphView graph = fitted.paths().view();
        int person = people.number(like.user());
        int item = items.number(like.item());
        if (graph.weight(person, item) > 0) return;
        foretold.test(graph, person, item, fitted.unremembered(), fitted.firstStage());
    }

    @Override
    public Prequential.Report foretold() {
        return foretold.report();
    }

    @Override
    public SecondStage secondStage() {
        return serving().fitted.secondStage();
    }

    /// Keeps what was learned as a new version; nobody activates another one meanwhile.
    private synchronized void keepVersion() {
        try {
            List<Kept> kept = new ArrayList<>();
            journal.betweenCommits(() -> kept.add(copied()));
            Kept copy = kept.getFirst();
            Version version = save(copy.sections, copy.facts);
            serving = new Serving(copy.fitted, version);
            log.info(
                    "{} interactions learned since are kept as version {}",
                    copy.count,
                    version.name());
        } catch (IOException | UncheckedIOException e) {
            log.warn("No new version could be kept; the journal has everything", e);
        } finally {
            saving.set(false);
        }
    }

    /// Writes the next version and makes it the one to start with; the oldest may go for it.
    private Version save(SnapshotFile.Writer sections, Map<String, String> facts)
            throws IOException {
        String name = folder.save(sections);
        Version version = new Version(name, false, facts, null);
        known.put(name, version);
        known.keySet().retainAll(folder.names());
        return version;
    }

    private record Kept(
            Fitted fitted, SnapshotFile.Writer sections, Map<String, String> facts, int count) {}

    private Kept copied() {
        Serving now = serving();
        Map<String, String> facts = facts(now.fitted, absorbed);
        facts.put("learned.on", now.version.name());
        int count = sinceVersion;
        sinceVersion = 0;
        return new Kept(now.fitted, now.fitted.sections(facts), facts, count);
    }

    @Override
    public List<Version> versions() {
        String active = serving().version.name();
        return known.values().stream()
                .sorted((a, b) -> b.name().compareTo(a.name()))
                .map(v -> new Version(v.name(), v.name().equals(active), v.facts(), v.problem()))
                .toList();
    }

    @Override
    public Version active() {
        Version version = serving().version;
        return new Version(version.name(), true, version.facts(), null);
    }

    @Override
    public synchronized void activate(String name) {
        Version version = known.get(name);
        if (version == null)
            throw new UnknownVersionException(name, known.keySet().stream().sorted().toList());
        if (name.equals(serving().version.name())) return;
        if (version.problem() != null) throw new UnusableVersionException(name, version.problem());
        try {
            Fitted fitted = Fitted.read(plan.kind(), folder.file(name));
            Learner learner = new Learner(fitted);
            long from = Long.parseLong(value(version, POSITION));
            long reached = absorbed;
            journal.replay(from, reached, learner);
            journal.betweenCommits(() -> {
                journal.replay(reached, absorbed, learner);
                serving = new Serving(fitted, version);
                sinceVersion = learner.count;
            });
            folder.setActive(name);
        } catch (SnapshotException e) {
            known.put(name, new Version(name, false, version.facts(), e.getMessage()));
            throw new UnusableVersionException(name, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UnusableVersionException(name, "it cannot be read: " + e);
        }
    }

    /// Keeps what is worth keeping, and closes the journal.
    @Override
    public void close() {
        if (sinceVersion >= WORTH_KEEPING && saving.compareAndSet(false, true)) keepVersion();
        journal.close();
    }
}
