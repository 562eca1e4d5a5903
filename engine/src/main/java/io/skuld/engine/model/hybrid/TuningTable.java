package io.skuld.engine.model.hybrid;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.model.ValidationPeople;
import io.skuld.engine.model.factors.Factors;
import io.skuld.engine.model.signed.CandidateWalks;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.SignWeights;
import io.skuld.engine.model.signed.SignedPathsModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Everything a search over weights needs of each validation person, computed once: candidates, their eight walk sums
/// before the target's exponent, popularity and factor score. A point of the search is
/// `[eight sign weights, target exponent, popularity, factor weight]`, the last two in units of the walks' spread. The
/// factors' coordinate c stands for `2^c - 1` units, below 0 for as much less than none: what suits one graph is a
/// hundred times what suits another, and steps of one size have to lead to both.
final class TuningTable {
    static final int TARGET_EXPONENT = SignWeights.PATTERNS;
    static final int POPULARITY = TARGET_EXPONENT + 1;
    static final int FACTORS = POPULARITY + 1;
    static final int COORDINATES = FACTORS + 1;

    /// Candidates of each person.
    static final int WIDTH = 300;

    private final GraphView graph;
    private final ValidationPeople people;
    private final int[] candidates;
    private final int[] counts;

    /// Where among each person's candidates the relevant ones are.
    private final int[][] relevantAt;

    private final float[] channels;
    private final float[] factorScores;

    /// `√likes` of each item.
    private final float[] rootLikes;

    private float popularityUnit = 1;
    private float factorUnit = 1;

    /// Candidates are the best unseen items of several models, an equal number of each: a search over the candidates of one
    /// model alone would learn to re-rank those, and rank badly what it never saw.
    ///
    /// @param rankings of each model, as [ValidationPeople#best]
    TuningTable(
            GraphView graph,
            ValidationPeople people,
            List<int[][]> rankings,
            PathSettings paths,
            Factors factors) {
        this.graph = graph;
        this.people = people;
        candidates = new int[people.size() * WIDTH];
        counts = new int[people.size()];
        relevantAt = new int[people.size()][];
        channels = new float[candidates.length * SignWeights.PATTERNS];
        factorScores = new float[candidates.length];
        rootLikes = new float[graph.items()];
        for (int i = 0; i < rootLikes.length; i++)
            rootLikes[i] = (float) Math.sqrt(graph.itemLikes(i));
        for (int n = 0; n < people.size(); n++) findCandidates(rankings, n);
        readWalks(paths);
        readFactors(factors);
    }

    private void findCandidates(List<int[][]> rankings, int n) {
        int each = WIDTH / rankings.size();
        int[] found =
                rankings.stream()
                        .flatMapToInt(ranking -> Arrays.stream(ranking[n]).limit(each))
                        .sorted()
                        .distinct()
                        .toArray();
        System.arraycopy(found, 0, candidates, n * WIDTH, found.length);
        counts[n] = found.length;
        relevantAt[n] = people.relevantAt(n, found);
    }

    /// Computes the walks anew, for other exponents at the person and the source.
    void readWalks(PathSettings settings) {
        PathSettings untargeted =
                settings.withExponents(settings.personExponent(), settings.sourceExponent(), 0);
        int block = 16;
        IntStream.range(0, (people.size() + block - 1) / block)
                .parallel()
                .forEach(b -> {
                    CandidateWalks walks = new CandidateWalks(untargeted);
                    float[] out = new float[WIDTH * SignWeights.PATTERNS];
                    int to = Math.min(people.size(), (b + 1) * block);
                    for (int n = b * block; n < to; n++) readWalks(walks, n, out);
                });
        measureUnits(settings.targetExponent());
    }

    private void readWalks(CandidateWalks walks, int n, float[] out) {
        walks.turnTo(graph, people.person(n), latest(n));
        walks.channels(mine(n), counts[n], out, SignWeights.PATTERNS);
        int at = n * WIDTH * SignWeights.PATTERNS;
        System.arraycopy(out, 0, channels, at, counts[n] * SignWeights.PATTERNS);
    }

    private int[] mine(int n) {
        return Arrays.copyOfRange(candidates, n * WIDTH, n * WIDTH + counts[n]);
    }

    private long latest(int n) {
        return SignedPathsModel.latestSignal(graph, people.person(n));
    }

    void readFactors(Factors factors) {
        IntStream.range(0, people.size())
                .parallel()
                .forEach(n -> {
                    float[] scores = factors.scoresOf(people.person(n), mine(n));
                    System.arraycopy(scores, 0, factorScores, n * WIDTH, scores.length);
                });
        measureUnits(.4f);
    }

    /// A weight of 1 on popularity or factors makes their spread that of the walks.
    private void measureUnits(float targetExponent) {
        double walks = 0;
        double likes = 0;
        double factors = 0;
        for (int n = 0; n < people.size(); n++)
            for (int k = n * WIDTH; k < n * WIDTH + counts[n]; k++) {
                double scale =
                        Math.pow(Math.max(1, graph.itemDegree(candidates[k])), -targetExponent);
                walks += Math.abs(channels[k * SignWeights.PATTERNS] * scale);
                likes += rootLikes[candidates[k]];
                factors += Math.abs(factorScores[k]);
            }
        popularityUnit = unit(walks, likes);
        factorUnit = unit(walks, factors);
    }

    /// 1 where a spread is 0 or unknown, as when nobody is reached by a walk, for a point is divided by it.
    private static float unit(double walks, double spread) {
        float unit = (float) (walks / spread);
        return unit > 0 && Float.isFinite(unit) ? unit : 1;
    }

    /// Mean NDCG@20 of the people at this point.
    double ndcg(float[] point) {
        return Arrays.stream(ndcgOfEach(point)).average().orElse(0);
    }

    /// Mean NDCG@20 of some people at this point.
    ///
    /// @param some where they are among the people; somebody who is there twice counts twice
    double ndcg(float[] point, int[] some) {
        return Arrays.stream(ndcgOfEach(point, some)).average().orElse(0);
    }

    double[] ndcgOfEach(float[] point) {
        return ndcgOfEach(point, IntStream.range(0, people.size()).toArray());
    }

    private double[] ndcgOfEach(float[] point, int[] some) {
        float[] targetPower = new float[graph.items()];
        for (int i = 0; i < targetPower.length; i++)
            targetPower[i] =
                    (float) Math.pow(Math.max(1, graph.itemDegree(i)), -point[TARGET_EXPONENT]);
        return Arrays.stream(some)
                .parallel()
                .mapToDouble(n -> ndcg(n, point, targetPower))
                .toArray();
    }

    private double ndcg(int n, float[] point, float[] targetPower) {
        float[] scores = new float[counts[n]];
        float p = point[POPULARITY] * popularityUnit;
        float g = weightAt(point[FACTORS]) * factorUnit;
        for (int c = 0; c < counts[n]; c++) {
            int k = n * WIDTH + c;
            int item = candidates[k];
            float walks = 0;
            for (int s = 0; s < SignWeights.PATTERNS; s++)
                walks += point[s] * channels[k * SignWeights.PATTERNS + s];
            scores[c] = walks * targetPower[item] + p * rootLikes[item] + g * factorScores[k];
        }
        return people.ndcg(n, relevantAt[n], scores);
    }

    private static float weightAt(float coordinate) {
        return (float) Math.copySign(Math.pow(2, Math.abs(coordinate)) - 1, coordinate);
    }

    private static float coordinateOf(float weight) {
        return (float) Math.copySign(Math.log1p(Math.abs(weight)) / Math.log(2), weight);
    }

    /// The point where these settings are.
    float[] pointOf(HybridSettings settings) {
        float[] point = Arrays.copyOf(settings.paths().weights().toArray(), COORDINATES);
        point[TARGET_EXPONENT] = settings.paths().targetExponent();
        point[POPULARITY] = settings.paths().popularity() / popularityUnit;
        point[FACTORS] = coordinateOf(settings.factorWeight() / factorUnit);
        return point;
    }

    /// These settings moved to the point.
    HybridSettings settingsAt(float[] point, HybridSettings settings) {
        PathSettings old = settings.paths();
        PathSettings paths =
                old.withWeights(SignWeights.of(Arrays.copyOf(point, SignWeights.PATTERNS)))
                        .withExponents(
                                old.personExponent(), old.sourceExponent(), point[TARGET_EXPONENT])
                        .withPopularity(point[POPULARITY] * popularityUnit);
        return settings.withPaths(paths).withFactorWeight(weightAt(point[FACTORS]) * factorUnit);
    }
}
