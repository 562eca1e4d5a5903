package io.skuld.engine.model.hybrid;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.math.Paired;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.TuningBudget;
import io.skuld.engine.model.ValidationPeople;
import io.skuld.engine.model.factors.Factors;
import io.skuld.engine.model.factors.IalsSettings;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.SignWeights;
import io.skuld.engine.model.signed.SignedPathsModel;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Chooses the settings of the hybrid on validation people: first what dislikes and unseen pairs mean to the factors, then
/// sign weights, popularity and factor weight by coordinate search from a few starting points, then the exponents and, for
/// data with times, the age at which a signal counts half. Deterministic for a seed as long as time does not run out.
public final class HybridTuner {
    private static final int PEOPLE = 4000;

    /// Searches whose outcomes are averaged.
    private static final int SEARCHES = 8;

    /// People drawn for each of them, at most.
    private static final int DRAWN = 1000;

    private static final float[] COARSE = {.5f, .2f};
    private static final float[] FINE = {.2f, .1f, .05f};

    /// Factor weights tried, as coordinates of a [TuningTable]: on large sparse graphs factors count many times what the
    /// walks do, on small dense ones less than these.
    private static final float[] FACTOR_WEIGHTS = {.5f, 1, 1.5f, 2, 3, 4, 5, 6};

    /// How much better other factors have to rank than those they replace.
    private static final double FACTORS_GAIN = 1.01;

    /// Share of the time after which no further factors are fitted.
    private static final double FACTORS_SHARE = .4;

    private static final List<Duration> HALF_LIVES =
            List.of(
                    Duration.ofDays(1000),
                    Duration.ofDays(300),
                    Duration.ofDays(100),
                    Duration.ofDays(30),
                    Duration.ofDays(7),
                    Duration.ofDays(1),
                    Duration.ofHours(2));

    private final SignedGraph live;
    private final GraphView graph;
    private final ValidationPeople people;
    private final long deadline;
    private final long factorsDeadline;
    private final boolean withFactors;
    private final long seed;

    /// By the settings that rank.
    private final Map<Object, int[][]> rankings = new HashMap<>();

    /// What the search ends with.
    ///
    /// @param factors fitted with the settings found
    public record Found(HybridSettings settings, Factors factors, double validationNdcg) {}

    /// @param withFactors whether factors have a say; otherwise the walks and popularity are tuned alone
    public HybridTuner(
            SignedGraph live, SignedEdges valid, TuningBudget budget, boolean withFactors) {
        this.live = live;
        this.graph = live.view();
        this.people = ValidationPeople.of(graph, valid, PEOPLE, budget.seed());
        long started = System.nanoTime();
        this.deadline = started + budget.limit().toNanos();
        this.factorsDeadline = started + (long) (FACTORS_SHARE * budget.limit().toNanos());
        this.withFactors = withFactors;
        this.seed = budget.seed();
    }

    private boolean timeIsUp() {
        return System.nanoTime() > deadline;
    }

    public Found search(HybridSettings start) {
        Found base = bestFactors(start);
        HybridSettings from = base.settings();
        Factors factors = base.factors();
        if (people.size() == 0) return base;
        if (timeIsUp()) return bestOf(List.of(popularity(from), from), factors);
        Optional<HybridSettings> found = firstSettings(from, factors);
        if (found.isEmpty()) return bestOf(List.of(popularity(from)), factors);
        HybridSettings first = found.get();
        HybridSettings second =
                refine(
                        first,
                        factors,
                        List.of(best(first, factors), best(from, factors), best(factors)));
        HybridSettings third =
                refine(second, factors, List.of(best(second, factors), best(first, factors)));
        return bestOf(List.of(from, first, second, third), factors);
    }

    /// A method of its own, so that its table, some fifty megabytes, is gone when the next one is made.
    private Optional<HybridSettings> firstSettings(HybridSettings from, Factors factors) {
        List<int[][]> rankings = List.of(best(from, factors), best(factors), mostLiked());
        TuningTable table = table(from, factors, rankings);
        return bestStart(table, from)
                .map(start -> bestHalfLife(table, bestExponents(table, start)));
    }

    private static HybridSettings popularity(HybridSettings settings) {
        SignWeights none = SignWeights.of(new float[SignWeights.PATTERNS]);
        PathSettings paths = settings.paths().withWeights(none).withPopularity(1);
        return settings.withPaths(paths).withFactorWeight(0);
    }

    private HybridSettings refine(
            HybridSettings settings, Factors factors, List<int[][]> rankings) {
        if (timeIsUp()) return settings;
        TuningTable table = table(settings, factors, rankings);
        float[] point = table.pointOf(settings);
        searchFrom(table, point, FINE);
        return table.settingsAt(point, settings);
    }

    /// The last word has the ranking of all items: what only looked good among candidates goes.
    private Found bestOf(List<HybridSettings> tried, Factors factors) {
        HybridSettings best = tried.getFirst();
        double bestNdcg = -1;
        for (HybridSettings settings : tried) {
            double ndcg = people.ndcg(best(settings, factors));
            if (ndcg > bestNdcg) {
                best = settings;
                bestNdcg = ndcg;
            }
        }
        return new Found(best, factors, bestNdcg);
    }

    private TuningTable table(HybridSettings settings, Factors factors, List<int[][]> rankings) {
        return new TuningTable(graph, people, rankings, settings.paths(), factors);
    }

    private int[][] best(HybridSettings settings, Factors factors) {
        return best(settings, HybridModel.over(live, factors, settings));
    }

    private int[][] best(Factors factors) {
        return best(factors.settings(), new FactorsOnly(factors));
    }

    private int[][] mostLiked() {
        return best(PopularityOnly.class, new PopularityOnly(graph));
    }

    /// Ranked once: the same settings come back as candidates of the next table and when the best is chosen.
    private int[][] best(Object settings, Recommender model) {
        return rankings.computeIfAbsent(
                settings, s -> people.best(model, graph, TuningTable.WIDTH / 2));
    }

    /// Factors are judged beside the walks, each at the weight that suits them: those that rank best alone often only repeat
    /// the walks. First what a dislike means, then pulls on unseen pairs with regularisation: where dislikes are as many as
    /// likes, no pull mends a wrong meaning.
    private Found bestFactors(HybridSettings start) {
        if (!withFactors)
            return found(start, Factors.fit(graph, start.factors().withDim(1).withSweeps(1)));
        Factors usual = Factors.fit(graph, start.factors().within(graph));
        if (people.size() == 0) return found(start, usual);
        HybridSettings from = start.withFactors(usual.settings());
        List<int[][]> rankings = List.of(best(from, usual), best(usual), mostLiked());
        TuningTable table = table(start, usual, rankings);
        Found best = weighed(table, from, usual);
        IalsSettings pull = usual.settings();
        best = better(best, table, start, pull.withDislikes(.3f, .3f));
        best = better(best, table, start, pull.withDislikes(1, -.5f));
        IalsSettings meant = best.factors().settings();
        best = better(best, table, start, meant.withPull(.01f, .03f));
        best = better(best, table, start, meant.withPull(.1f, .01f).withDislikes(.3f, .3f));
        best = better(best, table, start, meant.withPull(.003f, .1f));
        return better(best, table, start, meant.withPull(.001f, .06f));
    }

    /// What is found with these factors when that is noticeably better and there is time to see, else the best so far.
    private Found better(Found best, TuningTable table, HybridSettings start, IalsSettings tried) {
        if (System.nanoTime() > factorsDeadline) return best;
        Factors fitted = Factors.fit(graph, tried.within(graph));
        table.readFactors(fitted);
        Found found = weighed(table, start.withFactors(fitted.settings()), fitted);
        return found.validationNdcg() > best.validationNdcg() * FACTORS_GAIN ? found : best;
    }

    /// These settings with the factor weight that suits them.
    private static Found weighed(TuningTable table, HybridSettings settings, Factors factors) {
        float[] point = table.pointOf(settings);
        double ndcg = weigh(table, point);
        return new Found(table.settingsAt(point, settings), factors, ndcg);
    }

    /// Gives the point the best of some very different factor weights, when one is better than its own.
    private static double weigh(TuningTable table, float[] point) {
        float bestWeight = point[TuningTable.FACTORS];
        double best = table.ndcg(point);
        for (float weight : FACTOR_WEIGHTS) {
            point[TuningTable.FACTORS] = weight;
            double ndcg = table.ndcg(point);
            if (ndcg > best * (1 + CoordinateSearch.LEAST_GAIN)) {
                best = ndcg;
                bestWeight = weight;
            }
        }
        point[TuningTable.FACTORS] = bestWeight;
        return best;
    }

    private static Found found(HybridSettings settings, Factors factors) {
        return new Found(settings.withFactors(factors.settings()), factors, 0);
    }

    /// Tries a few very different worlds, because a coordinate search only finds the next hill. The one that is taken ranks
    /// best for people who were not drawn for the search.
    ///
    /// @return nothing when none ranks better than popularity does, beyond chance: the rest would be chosen by chance as well
    private Optional<HybridSettings> bestStart(TuningTable table, HybridSettings settings) {
        float[][] starts = {
            table.pointOf(settings), point(.6f, 0, 1), point(.3f, 0, .5f), point(-.2f, 1, 0)
        };
        float[] best = starts[0];
        double[] bestNdcg = {};
        for (float[] start : starts) {
            if (withFactors) weigh(table, start);
            else start[TuningTable.FACTORS] = 0;
            double[] ndcg = searchFrom(table, start, COARSE);
            if (mean(ndcg) > mean(bestNdcg)) {
                best = start;
                bestNdcg = ndcg;
            }
        }
        return Paired.isBetter(bestNdcg, people.ndcgOfEach(mostLiked()))
                ? Optional.of(table.settingsAt(best, settings))
                : Optional.empty();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(-1);
    }

    private static float[] point(float knob, float popularity, float factors) {
        float[] point = Arrays.copyOf(SignWeights.knob(knob).toArray(), TuningTable.COORDINATES);
        point[TuningTable.TARGET_EXPONENT] = .4f;
        point[TuningTable.POPULARITY] = popularity;
        point[TuningTable.FACTORS] = factors;
        return point;
    }

    /// Moves the point to the mean of what several searches from it find, each among people drawn anew: a dozen weights
    /// follow chance in a few hundred people's likes, and the mean keeps what all ask for (bagging, Breiman 1996).
    ///
    /// @return NDCG of each person in the mean of the searches that they were not drawn for; that of all together for the few
    ///     who were drawn for all
    private double[] searchFrom(TuningTable table, float[] point, float[] steps) {
        int[][] drawn =
                IntStream.range(0, SEARCHES).mapToObj(this::drawnPeople).toArray(int[][]::new);
        float[][] found =
                Arrays.stream(drawn)
                        .parallel()
                        .map(some -> searchAmong(some, table, point, steps))
                        .toArray(float[][]::new);
        Arrays.fill(point, 0);
        for (float[] each : found)
            for (int c = 0; c < point.length; c++) point[c] += each[c] / SEARCHES;
        return ndcgOfOthers(table, drawn, found, table.ndcgOfEach(point));
    }

    private static double[] ndcgOfOthers(
            TuningTable table, int[][] drawn, float[][] found, double[] ndcg) {
        int[] times = new int[ndcg.length];
        double[] sums = new double[ndcg.length];
        for (int s = 0; s < found.length; s++) {
            double[] each = table.ndcgOfEach(found[s]);
            for (int n = 0; n < each.length; n++) {
                if (Arrays.binarySearch(drawn[s], n) >= 0) continue;
                sums[n] += each[n];
                times[n]++;
            }
        }
        for (int n = 0; n < ndcg.length; n++) if (times[n] > 0) ndcg[n] = sums[n] / times[n];
        return ndcg;
    }

    private float[] searchAmong(int[] drawn, TuningTable table, float[] from, float[] steps) {
        float[] point = from.clone();
        int coordinates = withFactors ? point.length : TuningTable.FACTORS;
        new CoordinateSearch(trial -> table.ndcg(trial, drawn), this::timeIsUp)
                .maximize(point, steps, 1, coordinates);
        return point;
    }

    /// With repetition.
    private int[] drawnPeople(int search) {
        int size = Math.min(people.size(), DRAWN);
        return new Random(seed + search).ints(size, 0, people.size()).sorted().toArray();
    }

    /// A shorter memory has to earn its place: signals are whole unless forgetting them ranks noticeably better.
    private HybridSettings bestHalfLife(TuningTable table, HybridSettings settings) {
        if (people.size() == 0 || !hasTimes()) return settings;
        float[] point = table.pointOf(settings);
        HybridSettings best = settings;
        double bestNdcg = table.ndcg(point);
        for (Duration halfLife : HALF_LIVES) {
            if (timeIsUp()) break;
            HybridSettings tried = settings.withPaths(settings.paths().withHalfLife(halfLife));
            table.readWalks(tried.paths());
            double ndcg = table.ndcg(point);
            if (ndcg > bestNdcg * (1 + CoordinateSearch.LEAST_GAIN)) {
                best = tried;
                bestNdcg = ndcg;
            }
        }
        table.readWalks(best.paths());
        return table.settingsAt(point, best);
    }

    private boolean hasTimes() {
        for (int n = 0; n < people.size(); n++)
            if (SignedPathsModel.latestSignal(graph, people.person(n)) != SignedEdges.NO_TIME)
                return true;
        return false;
    }

    private HybridSettings bestExponents(TuningTable table, HybridSettings settings) {
        float[] exponents = {settings.paths().personExponent(), settings.paths().sourceExponent()};
        float[] point = table.pointOf(settings);
        new CoordinateSearch(
                        trial -> {
                            table.readWalks(withExponents(settings, trial).paths());
                            return table.ndcg(point);
                        },
                        this::timeIsUp)
                .maximize(exponents, new float[] {.1f, .05f}, 0, exponents.length);
        HybridSettings moved = withExponents(settings, exponents);
        table.readWalks(moved.paths());
        return table.settingsAt(point, moved);
    }

    private static HybridSettings withExponents(HybridSettings settings, float[] exponents) {
        PathSettings paths = settings.paths();
        return settings.withPaths(
                paths.withExponents(exponents[0], exponents[1], paths.targetExponent()));
    }
}
