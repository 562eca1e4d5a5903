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
import org.jspecify.annotations.Nullable;

/// Searches how much the graph should count in feeds, from the held-out opinions of the people of the household. The best
/// for the earlier held-out opinions goes live only when it is better for the later ones, beyond the 95 % interval of the
/// difference. The same log gives the same result; a search that was cut off goes on where it was.
public final class LiftTuning {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Bootstrap BOOTSTRAP = new Bootstrap(2_000, 42);

    /// Held-out opinions for confirming that a decision takes at least.
    private static final int FEWEST_CONFIRMING = 20;

    private static final float[] COMMUNITY = {1, 2, 4, 8};
    private static final float[] DOUBT = {1, 4};
    private static final float[] ATTRIBUTES = {0, 1, 2, 4};

    private final Learning learning;
    private final FeedbackLog log;
    private final People people;
    private final TunedLifts tuned;
    private final Duration budget;
    private final InstantSource clock;

    /// Makes live what was found last.
    ///
    /// @param budget people are taken until it is spent
    public LiftTuning(
            Learning learning,
            FeedbackLog log,
            People people,
            TunedLifts tuned,
            Duration budget,
            InstantSource clock) {
        this.learning = learning;
        this.log = log;
        this.people = people;
        this.tuned = tuned;
        this.budget = budget;
        this.clock = clock;
        learning.lifts().use(tuned.live());
    }

    /// What a search found.
    ///
    /// @param people whose opinions it had
    /// @param opinions held-out ones for confirming
    /// @param live what counts from now on
    /// @param gain of the best over what was live before, per opinion; null when too little is known to say
    public record Outcome(
            Verdict verdict,
            int people,
            int opinions,
            LiftSettings live,
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

    /// Searches and, when something is better, makes it live at once.
    public Outcome run(Progress progress) {
        Instant until = clock.instant().plus(budget);
        LiftSettings live = learning.lifts().settings();
        List<LiftSettings> candidates = candidates(live);
        String run = log.version() + " " + live;
        List<LiftTrial> trials = new ArrayList<>();
        List<Person> members = people.all().stream().filter(one -> !one.community()).toList();
        for (int m = 0; m < members.size(); m++) {
            if (m > 0 && clock.instant().isAfter(until)) break;
            progress.checkpoint();
            progress.at(m, members.size(), "");
            LiftTrial trial = trial(run, members.get(m).id(), candidates);
            if (trial != null) trials.add(trial);
        }
        Outcome outcome = decide(live, candidates, trials);
        tuned.clearParts();
        progress.at(members.size(), members.size(), outcome.verdict().message());
        return outcome;
    }

    /// The live settings first.
    private static List<LiftSettings> candidates(LiftSettings live) {
        List<LiftSettings> candidates = new ArrayList<>(List.of(live));
        for (float community : COMMUNITY)
            for (float doubt : DOUBT)
                for (float attributes : ATTRIBUTES) {
                    LiftSettings one = new LiftSettings(community, doubt, attributes, 0);
                    if (!one.equals(live)) candidates.add(one);
                }
        return candidates;
    }

    private @Nullable LiftTrial trial(String run, PersonId person, List<LiftSettings> candidates) {
        String before = tuned.part(run, person).orElse(null);
        if (before != null) return read(before);
        Map<Integer, Opinion> opinions = new HashMap<>();
        learning.tastes()
                .of(person)
                .opinions()
                .forEach((number, opinion) -> {
                    if (opinion.confidence() > 0) opinions.put(number, opinion);
                });
        if (opinions.size() < LiftTrial.FEWEST) return null;
        LiftTrial trial =
                LiftTrial.of(
                        opinions,
                        learning.tastes(),
                        learning.features(),
                        learning.graph().moment(person),
                        candidates);
        tuned.keepPart(run, person, written(trial));
        return trial;
    }

    private static LiftTrial read(String json) {
        try {
            return JSON.readValue(json, LiftTrial.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A part of the search cannot be read", e);
        }
    }

    private static String written(LiftTrial trial) {
        try {
            return JSON.writeValueAsString(trial);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Numbers can be written", e);
        }
    }

    private Outcome decide(
            LiftSettings live, List<LiftSettings> candidates, List<LiftTrial> trials) {
        int confirming =
                trials.stream().mapToInt(trial -> trial.confirming().getFirst().length).sum();
        if (confirming < FEWEST_CONFIRMING)
            return new Outcome(Verdict.TOO_LITTLE_KNOWN, trials.size(), confirming, live, null);
        int best = 0;
        double highest = mean(choosing(trials, 0));
        for (int c = 1; c < candidates.size(); c++) {
            double mean = mean(choosing(trials, c));
            if (mean > highest) {
                highest = mean;
                best = c;
            }
        }
        Difference gain = BOOTSTRAP.paired(confirming(trials, 0), confirming(trials, best));
        if (best == 0 || !(gain.ci95().low() > 0))
            return new Outcome(Verdict.KEPT, trials.size(), confirming, live, gain);
        LiftSettings better = candidates.get(best);
        tuned.add(
                new TunedLifts.Tuned(
                        clock.instant(), better, gain.mean(), gain.ci95(), confirming));
        learning.lifts().use(better);
        return new Outcome(Verdict.CHANGED, trials.size(), confirming, better, gain);
    }

    private static double[] choosing(List<LiftTrial> trials, int candidate) {
        return trials.stream()
                .flatMapToDouble(trial -> Arrays.stream(trial.choosing().get(candidate)))
                .toArray();
    }

    private static double[] confirming(List<LiftTrial> trials, int candidate) {
        return trials.stream()
                .flatMapToDouble(trial -> Arrays.stream(trial.confirming().get(candidate)))
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /// Makes live again what was before the last change.
    ///
    /// @return what is live now, or null when nothing was changed so far
    public @Nullable LiftSettings rollBack() {
        if (!tuned.rollBack()) return null;
        LiftSettings before = tuned.live();
        learning.lifts().use(before);
        return before;
    }
}
