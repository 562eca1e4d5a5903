package io.skuld.server.learning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skuld.engine.evaluation.Bootstrap;
import io.skuld.engine.evaluation.Bootstrap.Difference;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.feedback.Opinion;
import io.skuld.server.people.People;
import io.skuld.server.people.Person;
import io.skuld.server.people.PersonId;
import io.skuld.server.tasks.Tasks.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Searches better settings of the graph with the held-out opinions of the people of the household. The best for the earlier
/// held-out opinions goes live only when it is better for the later ones, beyond the 95 % interval of the difference; it
/// becomes a version that can be left again. The same log gives the same result; a search that was cut off goes on where it
/// was.
public final class GraphTuning {
    private static final Logger LOG = LoggerFactory.getLogger(GraphTuning.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = 42;
    private static final Bootstrap BOOTSTRAP = new Bootstrap(2_000, SEED);

    /// Somebody with fewer opinions tells nothing.
    public static final int FEWEST_OPINIONS = GraphTrial.FEWEST;

    /// Held-out opinions that choosing takes at least, and confirming as many again; below that, what is best is chance.
    public static final int FEWEST_HELD_OUT = 20;

    private final Learning learning;
    private final FeedbackLog log;
    private final People people;
    private final GraphVersions versions;
    private final Duration budget;
    private final InstantSource clock;
    private volatile GraphVersions.Live live;

    /// As [GraphVersions#activations] when `live` was read; guarded by this.
    private List<Integer> activations;

    /// Makes live what was made live last.
    ///
    /// @param budget the search ends with what it has when it is spent
    public GraphTuning(
            Learning learning,
            FeedbackLog log,
            People people,
            GraphVersions versions,
            Duration budget,
            InstantSource clock) {
        this.learning = learning;
        this.log = log;
        this.people = people;
        this.versions = versions;
        this.budget = budget;
        this.clock = clock;
        activations = versions.activations();
        live = versions.live();
        live.refused().forEach(LOG::warn);
        learning.lifts().use(live.settings());
    }

    /// What is live, and where it came from.
    public GraphVersions.Live live() {
        return live;
    }

    /// Makes live what others, a command or another server, have made live meanwhile.
    public synchronized void catchUp() {
        if (!versions.activations().equals(activations)) nowLive();
    }

    private synchronized GraphVersions.Live nowLive() {
        activations = versions.activations();
        GraphVersions.Live now = versions.live();
        learning.lifts().use(now.settings());
        live = now;
        return now;
    }

    /// What a search found.
    ///
    /// @param people whose opinions it had
    /// @param opinions held-out ones for confirming
    /// @param tried candidates
    /// @param complete false when the budget ended it
    /// @param version that is live from now on, as `000003`
    /// @param live its settings
    /// @param gain of the best over what was live before, per opinion; null when too little is known to say
    public record Outcome(
            Verdict verdict,
            int people,
            int opinions,
            int tried,
            boolean complete,
            String version,
            Map<String, String> live,
            @Nullable Difference gain) {}

    public enum Verdict {
        /// Too few opinions to tell anything.
        TOO_LITTLE_KNOWN,
        /// Nothing is better beyond doubt.
        KEPT,
        /// Something better is live.
        CHANGED;

        /// The message's key in the bundles: `tuning.kept`.
        public String message() {
            return "tuning." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Ends a search whose time is over.
    private static final class BudgetSpentException extends RuntimeException {
        private BudgetSpentException() {
            super("The time for the search is over", null, false, false);
        }
    }

    /// The best so far.
    private static final class Best {
        private GraphSettings settings = GraphSettings.DEFAULTS;
    }

    /// Whether a search was cut off that [#run] would go on with.
    public boolean isUnfinished() {
        return !versions.tried(run()).isEmpty();
    }

    /// What it looks at: other data or another start are another search.
    private String run() {
        return log.version() + " " + live.number();
    }

    /// Searches and, when something is better, makes it live at once.
    ///
    /// @param courtesy how it makes way for others
    public Outcome run(Progress progress, Courtesy courtesy) {
        GraphVersions.Live before = live;
        String run = run(); // before the opinions are read: newer ones make another search
        List<GraphTrial> trials = trials(progress);
        int choosing = trials.stream().mapToInt(GraphTrial::choosing).sum();
        int confirming = trials.stream().mapToInt(GraphTrial::confirming).sum();
        Outcome outcome;
        if (Math.min(choosing, confirming) < FEWEST_HELD_OUT) {
            outcome =
                    new Outcome(
                            Verdict.TOO_LITTLE_KNOWN,
                            trials.size(),
                            Math.min(choosing, confirming),
                            0,
                            true,
                            GraphVersions.nameOf(before.number()),
                            before.settings().toMap(),
                            null);
        } else {
            Search search = new Search(run, before.settings(), trials, progress, courtesy);
            boolean complete = search.goOn();
            outcome = decide(before, search, complete);
        }
        versions.clearTried();
        progress.at(1, 1, outcome.verdict().message());
        return outcome;
    }

    private List<GraphTrial> trials(Progress progress) {
        List<GraphTrial> trials = new ArrayList<>();
        for (Person member : people.all()) {
            progress.checkpoint();
            if (member.community()) continue;
            Map<Integer, Opinion> opinions = opinions(member.id());
            if (opinions.size() >= GraphTrial.FEWEST)
                trials.add(
                        new GraphTrial(
                                opinions,
                                learning.tastes(),
                                learning.features(),
                                learning.graph().moment(member.id())));
        }
        return trials;
    }

    private Map<Integer, Opinion> opinions(PersonId person) {
        Map<Integer, Opinion> opinions = new HashMap<>();
        learning.tastes()
                .of(person)
                .opinions()
                .forEach((number, opinion) -> {
                    if (opinion.confidence() > 0) opinions.put(number, opinion);
                });
        return opinions;
    }

    /// One search: what a candidate is worth is asked of the trials, unless an earlier start of it knew.
    private final class Search {
        private final String run;
        private final Map<String, Double> tried;
        private final GraphSettings start;
        private final List<GraphTrial> trials;
        private final Progress progress;
        private final Courtesy courtesy;
        private final Instant until = clock.instant().plus(budget);
        private final Best best = new Best();

        Search(
                String run,
                GraphSettings start,
                List<GraphTrial> trials,
                Progress progress,
                Courtesy courtesy) {
            this.run = run;
            this.tried = versions.tried(run);
            this.start = start;
            this.trials = trials;
            this.progress = progress;
            this.courtesy = courtesy;
        }

        /// Whether it came to its end before its time.
        boolean goOn() {
            best.settings = start;
            try {
                new GraphSearch(SEED).run(start, this::worth, better -> best.settings = better);
                return true;
            } catch (BudgetSpentException e) {
                return false;
            }
        }

        private boolean timeIsUp() {
            return clock.instant().isAfter(until);
        }

        private double worth(GraphSettings candidate) {
            String key = key(candidate);
            Double before = tried.get(key);
            if (before != null) return before;
            progress.checkpoint();
            if (!tried.isEmpty() && timeIsUp()) throw new BudgetSpentException();
            progress.at(tried.size(), GraphSearch.perRound(), "");
            double worth =
                    Arrays.stream(each(trial -> trial.choosing(candidate))).average().orElse(0);
            tried.put(key, worth);
            versions.keepTried(run, key, worth);
            courtesy.afterWork(this::timeIsUp);
            return worth;
        }

        private double[] each(Function<GraphTrial, double[]> worth) {
            return trials.stream().flatMapToDouble(t -> Arrays.stream(worth.apply(t))).toArray();
        }

        Difference gain() {
            return BOOTSTRAP.paired(
                    each(trial -> trial.confirming(start)),
                    each(trial -> trial.confirming(best.settings)));
        }
    }

    private static String key(GraphSettings settings) {
        try {
            return JSON.writeValueAsString(settings.toMap());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can be written", e);
        }
    }

    private Outcome decide(GraphVersions.Live before, Search search, boolean complete) {
        Difference gain = search.gain();
        int confirming = search.trials.stream().mapToInt(GraphTrial::confirming).sum();
        GraphSettings better = search.best.settings;
        boolean changes =
                !better.equals(search.start)
                        && gain.ci95().low() > 0
                        && replace(before, better, gain, confirming);
        GraphVersions.Live now = live;
        return new Outcome(
                changes ? Verdict.CHANGED : Verdict.KEPT,
                search.trials.size(),
                confirming,
                search.tried.size(),
                complete,
                GraphVersions.nameOf(now.number()),
                now.settings().toMap(),
                gain);
    }

    /// False when somebody chose another version meanwhile: then theirs stays.
    private synchronized boolean replace(
            GraphVersions.Live before, GraphSettings better, Difference gain, int confirming) {
        catchUp();
        if (live.number() != before.number()) return false;
        versions.add(clock.instant(), better, gain.mean(), gain.ci95(), confirming);
        nowLive();
        return true;
    }

    /// Makes live again what was before the last change.
    ///
    /// @return what is live now, or null when nothing was changed so far
    public synchronized GraphVersions.@Nullable Live rollBack() {
        return versions.rollBack() ? nowLive() : null;
    }

    /// Every version there is, newest first.
    public List<GraphVersions.Kept> versions() {
        return versions.all();
    }

    /// Makes a version live.
    ///
    /// @param name as `000003`; `000000` is what Skuld ships with
    /// @throws UnknownVersionException when there is none of this name
    /// @throws UnusableVersionException when its settings cannot be read
    public synchronized void activate(String name) {
        if (name.equals(GraphVersions.nameOf(live.number()))) return;
        versions.activate(clock.instant(), usable(name));
        nowLive();
    }

    private int usable(String name) {
        if (name.equals(GraphVersions.nameOf(GraphVersions.SHIPPED))) return GraphVersions.SHIPPED;
        List<GraphVersions.Kept> all = versions.all();
        GraphVersions.Kept wanted =
                all.stream()
                        .filter(kept -> name.equals(GraphVersions.nameOf(kept.number())))
                        .findFirst()
                        .orElseThrow(() -> new UnknownVersionException(name, names(all)));
        if (wanted.settings() == null)
            throw new UnusableVersionException(name, "%s.".formatted(wanted.problem()));
        return wanted.number();
    }

    private static List<String> names(List<GraphVersions.Kept> all) {
        List<String> names =
                all.stream()
                        .map(kept -> GraphVersions.nameOf(kept.number()))
                        .sorted()
                        .collect(Collectors.toCollection(ArrayList::new));
        names.addFirst(GraphVersions.nameOf(GraphVersions.SHIPPED));
        return names;
    }
}
