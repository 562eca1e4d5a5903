package io.skuld.engine.ranking;

import io.skuld.engine.math.Paired;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// What is used of the second stage: nothing, a linear scorer, or networks beside it. Chosen with the lists of people kept
/// aside; what was chosen then learns once more from all lists, theirs as well.
final class StageChoice {
    /// Candidates that were not liked, in each list that is learned from.
    private static final int ALTERNATIVES = 40;

    /// One person in this many is kept aside to choose with.
    private static final int CHECK_EVERY = 5;

    /// Lists to choose with; they hold all candidates, and further ones are only learned from.
    private static final int MOST_CHECKED = 2000;

    /// People whose lists are made before the clock is looked at again.
    private static final int PORTION = 512;

    private final RankerSettings settings;
    private final boolean timed;
    private final long deadline;
    private final Lists taught;
    private final Lists check;
    private final Lists later;

    /// @param networks to rank with; none leaves the first stage's order
    /// @param ndcg of the lists kept aside, before they were learned from
    record Chosen(Network[] networks, double ndcg, Map<String, String> described) {}

    /// @param timed whether ranking may look at times
    /// @param deadline of [System#nanoTime]
    StageChoice(RankerSettings settings, boolean timed, long deadline) {
        this(settings, timed, emptyLists(timed), emptyLists(timed), emptyLists(timed), deadline);
    }

    private static Lists emptyLists(boolean timed) {
        return new Lists(FeatureSources.features(timed));
    }

    /// @param taught lists to learn from before the choice
    /// @param later sampled lists to learn from after it
    /// @param check whole lists to choose with
    StageChoice(
            RankerSettings settings,
            boolean timed,
            Lists taught,
            Lists later,
            Lists check,
            long deadline) {
        this.settings = settings;
        this.timed = timed;
        this.deadline = deadline;
        this.taught = taught;
        this.later = later;
        this.check = check;
    }

    /// Lists that are learned from before the choice.
    int size() {
        return taught.size();
    }

    /// Most people teach, some are kept aside, in every fold the same ones. Stops early when time runs out: on large graphs
    /// a list costs a hundred milliseconds.
    ///
    /// @param people in random order, so that the first of them are a sample
    /// @param pairs receives everybody's held-out likes and dislikes
    /// @param until [System#nanoTime] after which no further portion of people is asked for
    void addLists(ListBuilder builder, int[] people, FeatureScale scale, Lists pairs, long until) {
        for (int from = 0; from < people.length; from += PORTION) {
            if (from > 0 && until - System.nanoTime() < 0) return;
            int to = Math.min(people.length, from + PORTION);
            addPortion(builder, Arrays.copyOfRange(people, from, to), scale, pairs);
        }
    }

    private void addPortion(ListBuilder builder, int[] people, FeatureScale scale, Lists pairs) {
        int[] teach = Arrays.stream(people).filter(p -> !isKept(p)).toArray();
        int[] kept = Arrays.stream(people).filter(this::isKept).toArray();
        int checked = Math.min(kept.length, MOST_CHECKED - check.size());
        builder.fill(teach, scale, ALTERNATIVES, taught, pairs);
        builder.fill(Arrays.copyOf(kept, checked), scale, CandidateFeatures.WIDTH, check, pairs);
        int[] rest = Arrays.copyOfRange(kept, checked, kept.length);
        builder.fill(rest, scale, ALTERNATIVES, later, pairs);
    }

    private boolean isKept(int person) {
        return Math.floorMod(new Random(settings.seed() + person).nextInt(), CHECK_EVERY) == 0;
    }

    /// Linear and networks averaged, when that ranks the kept lists better than the first stage does, beyond chance; else the
    /// linear one alone, when it does; else none. The kept lists are too few to choose between the learned ones by their
    /// last digit.
    Chosen choose() {
        long started = System.nanoTime();
        // Half the steps tell as well what is worth using.
        Network[] all =
                learn(settings.hidden() == 0 ? 0 : settings.seeds(), (settings.steps() + 1) / 2);
        long taken = System.nanoTime() - started;
        double[] none = ListTrainer.ndcgAsTheyStand(check);
        double[] byLinear = ListTrainer.ndcg(check, all[0]);
        double[] byAll = ListTrainer.ndcg(check, all);
        Network[] networks = {};
        double[] chosen = none;
        if (Paired.isBetter(byAll, none)) {
            networks = all;
            chosen = byAll;
        } else if (Paired.isBetter(byLinear, none)) {
            networks = new Network[] {all[0]};
            chosen = byLinear;
        }
        taught.addAll(later);
        taught.addSamples(check, ALTERNATIVES, settings.seed());
        boolean inTime = deadline - System.nanoTime() > 3 * taken;
        if (networks.length > 0 && inTime) networks = learn(networks.length - 1, settings.steps());
        Map<String, String> described = new LinkedHashMap<>();
        described.put("ranker.lists", Integer.toString(taught.size()));
        described.put("ranker.ndcg.first", "%.4f".formatted(mean(none)));
        described.put("ranker.ndcg.linear", "%.4f".formatted(mean(byLinear)));
        described.put("ranker.ndcg.network", "%.4f".formatted(mean(byAll)));
        return new Chosen(networks, mean(chosen), described);
    }

    /// A linear scorer and so many networks, fitted to what is taught by now.
    private Network[] learn(int networks, int steps) {
        ListTrainer trainer = new ListTrainer(taught, steps, deadline);
        return IntStream.rangeClosed(0, networks)
                .parallel()
                .mapToObj(s ->
                        trainer.fit(
                                s == 0 ? 0 : settings.hidden(),
                                settings.learningRate(timed),
                                settings.seed() + s))
                .toArray(Network[]::new);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
