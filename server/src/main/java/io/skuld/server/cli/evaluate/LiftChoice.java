package io.skuld.server.cli.evaluate;

import io.skuld.engine.evaluation.Bootstrap;
import io.skuld.engine.evaluation.Metric;
import io.skuld.engine.evaluation.RankingEvaluator;
import io.skuld.engine.evaluation.RankingReport;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.math.Shuffle;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.Profile;
import io.skuld.engine.model.signed.ProfileWalks;
import io.skuld.server.learning.Lift;
import io.skuld.server.learning.LiftSettings;
import io.skuld.server.learning.Lifts;
import io.skuld.server.learning.Taste;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Chooses how much the graph counts, on the validation part alone: the fewest points that are within one standard error of
/// the best (Breiman et al., "Classification and regression trees", 1984, §3.4.3). First for one person alone, who has only
/// what items have in common; then, with these, for communities of six sizes together, by their mean. Before that, which
/// way a walk turns that ends with another person's dislike, by the signed NDCG with everybody else as the community. Last,
/// how cautious to be: the fewest disliked items among the first twenty of all cautions whose NDCG is not lower beyond the
/// 95 % interval of the difference.
final class LiftChoice {
    private static final float[] ATTRIBUTES = {0, .5f, 1, 2, 4, 8};
    private static final float[] COMMUNITY = {1, 2, 4, 8};
    private static final float[] DOUBT = {0, 1, 2, 4};
    private static final float[] THEIRS = {.3f, 0, -.3f, -.6f, -1, -2, -3};
    private static final float[] CAUTION = {0, .125f, .25f, .5f, 1, 2, 4};
    private static final Bootstrap BOOTSTRAP = new Bootstrap(1000, 42);
    private static final int[] SIZES = {1, 4, 16, 64, 256};

    /// People looked at beside a community that they are not of.
    private static final int JUDGED = 200;

    private final FeedStage stage;
    private final SignedEdges train;
    private final RankingEvaluator evaluator;
    private final float[][] tastes;
    private final Profile[] profiles;
    private ProfileWalks walks = new ProfileWalks(PathSettings.HOME);

    LiftChoice(FeedStage stage, SignedEdges train, SignedEdges valid) {
        this.stage = stage;
        this.train = train;
        this.evaluator = new RankingEvaluator(train, valid);
        int people = stage.people().size();
        tastes = new float[people][stage.items()];
        profiles = new Profile[people];
        for (int p = 0; p < people; p++) {
            Taste taste = stage.learning().tastes().of(stage.people().get(p));
            taste.predictAll(tastes[p]);
            profiles[p] = Lifts.profile(taste.opinions(), Duration.ZERO);
        }
    }

    /// What was tried and what was chosen, for the result file.
    ///
    /// @param settings chosen; measured with [PathSettings#HOME], which should be what was chosen for the walks
    record Choice(LiftSettings settings, Map<String, Object> tried) {}

    Choice choose() {
        Map<String, Object> tried = new LinkedHashMap<>();
        walks = new ProfileWalks(PathSettings.home(theirs(tried)));
        float attributes = forOneAlone(tried);
        List<LiftSettings> candidates = new ArrayList<>();
        for (float community : COMMUNITY)
            for (float doubt : DOUBT)
                candidates.add(new LiftSettings(community, doubt, attributes, 0));
        double[] sum = new double[candidates.size()];
        Map<String, Object> bySize = new LinkedHashMap<>();
        for (int size : SIZES)
            if (size < profiles.length / 2)
                bySize.put(String.valueOf(size), add(inCommunitiesOf(size, candidates), sum));
        bySize.put("all others", add(withAllOthers(candidates), sum));
        int best = fewestPoints(candidates, sum, bySize.size());
        tried.put("settings", candidates.stream().map(LiftChoice::named).toList());
        tried.put("ndcgByCommunity", bySize);
        LiftSettings chosen = cautious(candidates.get(best), tried);
        tried.put("chosen", named(chosen));
        return new Choice(chosen, tried);
    }

    private LiftSettings cautious(LiftSettings counts, Map<String, Object> tried) {
        Lift[] lifts = withAllOthers();
        RankingReport without = evaluator.evaluate(new Sum(lifts, counts));
        Map<String, Object> figures = new LinkedHashMap<>();
        float best = 0;
        double fewest = without.mean(Metric.NEGATIVE);
        for (float caution : CAUTION) {
            RankingReport report = evaluator.evaluate(new Sum(lifts, counts.withCaution(caution)));
            Bootstrap.Difference loss =
                    BOOTSTRAP.paired(without.values(Metric.NDCG), report.values(Metric.NDCG));
            Map<String, Object> one = figures(report);
            one.put("ndcg@20 gained", loss.mean());
            one.put("ndcg@20 gained ci95", new double[] {loss.ci95().low(), loss.ci95().high()});
            figures.put(String.valueOf(caution), one);
            if (report.mean(Metric.NEGATIVE) < fewest && loss.ci95().high() >= 0) {
                fewest = report.mean(Metric.NEGATIVE);
                best = caution;
            }
        }
        tried.put("byCaution", figures);
        return counts.withCaution(best);
    }

    private static Map<String, Object> figures(RankingReport report) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) figures.put(metric.label(), report.mean(metric));
        return figures;
    }

    /// Of those within an error of the best the ones with the fewest points for the community, and of these the best.
    private int fewestPoints(List<LiftSettings> candidates, double[] sum, int sizes) {
        int best = best(candidates, sum, Float.POSITIVE_INFINITY, 0);
        Sum scores = new Sum(withAllOthers(), candidates.get(best));
        double error = standardError(evaluator.evaluate(scores).values(Metric.NDCG));
        double enough = sum[best] - sizes * error;
        for (float community : COMMUNITY) {
            int cheapest = best(candidates, sum, community, enough);
            if (cheapest >= 0) return cheapest;
        }
        throw new IllegalStateException("The best is within an error of itself");
    }

    /// The best of those with at most these points and at least this sum, or -1.
    private static int best(
            List<LiftSettings> candidates, double[] sum, float points, double enough) {
        int best = -1;
        for (int c = 0; c < sum.length; c++)
            if (candidates.get(c).community() <= points
                    && sum[c] >= enough
                    && (best < 0 || sum[c] > sum[best])) best = c;
        return best;
    }

    private static String named(LiftSettings s) {
        return "community %s, doubt %s, attributes %s, caution %s"
                .formatted(s.community(), s.doubt(), s.attributes(), s.caution());
    }

    private static double[] add(double[] values, double[] sum) {
        for (int c = 0; c < sum.length; c++) sum[c] += values[c];
        return values;
    }

    private float theirs(Map<String, Object> tried) {
        Map<String, Object> figures = new LinkedHashMap<>();
        float best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (float theirs : THEIRS) {
            walks = new ProfileWalks(PathSettings.home(theirs));
            RankingReport report =
                    evaluator.evaluate(new Sum(withAllOthers(), LiftSettings.DEFAULTS));
            figures.put(String.valueOf(theirs), figures(report));
            if (report.mean(Metric.SIGNED_NDCG) > highest) {
                highest = report.mean(Metric.SIGNED_NDCG);
                best = theirs;
            }
        }
        tried.put("byWeightOfTheirDislikes", figures);
        tried.put("weightOfTheirDislikes", best);
        return best;
    }

    private float forOneAlone(Map<String, Object> tried) {
        Lift[] lifts = lifts(SignedGraph.empty().view(), new int[0]);
        Map<String, Object> ndcg = new LinkedHashMap<>();
        RankingReport[] reports = new RankingReport[ATTRIBUTES.length];
        double best = 0;
        double error = 0;
        for (int k = 0; k < reports.length; k++) {
            reports[k] =
                    evaluator.evaluate(new Sum(lifts, new LiftSettings(0, 0, ATTRIBUTES[k], 0)));
            double mean = reports[k].mean(Metric.NDCG);
            ndcg.put(String.valueOf(ATTRIBUTES[k]), mean);
            if (mean > best) {
                best = mean;
                error = standardError(reports[k].values(Metric.NDCG));
            }
        }
        tried.put("ndcgOfOneAloneByAttributes", ndcg);
        for (int k = 0; k < reports.length; k++)
            if (reports[k].mean(Metric.NDCG) >= best - error) return ATTRIBUTES[k];
        throw new IllegalStateException("The best is within an error of itself");
    }

    private static double standardError(double[] values) {
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        double mean = Arrays.stream(known).average().orElse(0);
        double squares = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / Math.max(1, known.length - 1) / Math.max(1, known.length));
    }

    /// Means over a few communities drawn at random, each judged by people who are not of it.
    private double[] inCommunitiesOf(int size, List<LiftSettings> candidates) {
        int rounds = Math.max(1, Math.min(4, 64 / size));
        double[] ndcg = new double[candidates.size()];
        for (int round = 0; round < rounds; round++) {
            int[] drawn = Shuffle.permutation(profiles.length, new SplittableRandom(42 + round));
            int[] community = Arrays.copyOf(drawn, size);
            int[] judged = Arrays.copyOfRange(drawn, size, Math.min(drawn.length, size + JUDGED));
            Lift[] lifts = lifts(graphOf(community), judged);
            RankingEvaluator some = evaluator.forPersons(judged);
            for (int c = 0; c < ndcg.length; c++)
                ndcg[c] +=
                        some.evaluate(new Sum(lifts, candidates.get(c))).mean(Metric.NDCG) / rounds;
        }
        return ndcg;
    }

    private double[] withAllOthers(List<LiftSettings> candidates) {
        Lift[] lifts = withAllOthers();
        double[] ndcg = new double[candidates.size()];
        for (int c = 0; c < ndcg.length; c++)
            ndcg[c] = evaluator.evaluate(new Sum(lifts, candidates.get(c))).mean(Metric.NDCG);
        return ndcg;
    }

    private Lift[] withAllOthers() {
        Lift[] lifts = new Lift[profiles.length];
        for (int p = 0; p < lifts.length; p++)
            lifts[p] =
                    Lift.of(
                            stage.learning().graph().moment(stage.people().get(p)),
                            walks,
                            profiles[p],
                            LiftSettings.NONE);
        return lifts;
    }

    private GraphView graphOf(int[] community) {
        boolean[] chosen = new boolean[profiles.length];
        for (int p : community) chosen[p] = true;
        SignedGraph graph = SignedGraph.empty();
        graph.ensure(profiles.length, stage.items());
        for (int p = 0; p < profiles.length; p++)
            for (int k = 0; chosen[p] && k < profiles[p].size(); k++)
                graph.put(
                        p,
                        profiles[p].item(k),
                        profiles[p].strength(k) * (profiles[p].liked(k) ? 1 : -1),
                        SignedEdges.NO_TIME);
        return graph.view();
    }

    /// @param judged whose to make; none means everybody's
    private Lift[] lifts(GraphView people, int[] judged) {
        Lift[] lifts = new Lift[profiles.length];
        int[] whose = judged.length == 0 ? IntStream.range(0, lifts.length).toArray() : judged;
        var attributes = stage.learning().graph().moment(stage.people().getFirst()).attributes();
        Lift.Moment moment = new Lift.Moment(people, Lift.Moment.rate(people), -1, attributes);
        for (int p : whose) lifts[p] = Lift.of(moment, walks, profiles[p], LiftSettings.NONE);
        return lifts;
    }

    /// Expected ratings and what the graph adds.
    private final class Sum implements Recommender {
        private final Lift[] lifts;
        private final LiftSettings settings;

        Sum(Lift[] lifts, LiftSettings settings) {
            this.lifts = lifts;
            this.settings = settings;
        }

        @Override
        public int people() {
            return train.people();
        }

        @Override
        public int items() {
            return train.items();
        }

        @Override
        public void score(int person, float[] scores) {
            Lift lift = lifts[person].with(settings);
            for (int i = 0; i < items(); i++) scores[i] = tastes[person][i] + lift.of(i);
        }
    }
}
