package io.skuld.server.cli.evaluate;

import io.skuld.engine.evaluation.Bootstrap;
import io.skuld.engine.evaluation.DislikeEfficacy;
import io.skuld.engine.evaluation.Interval;
import io.skuld.engine.evaluation.Metric;
import io.skuld.engine.evaluation.Nearness;
import io.skuld.engine.evaluation.RankingEvaluator;
import io.skuld.engine.evaluation.RankingReport;
import io.skuld.engine.evaluation.SharedPeople;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.server.catalog.Item;
import io.skuld.server.feed.FeedMode;
import io.skuld.server.learning.LiftSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the graph is worth in the product's own feed: with a community, for one person alone, and without it. And whether a
/// person feels their own dislike.
final class FeedEvaluation {
    /// A film rated so high is one to find.
    private static final double FOUND = 8;

    private static final Bootstrap BOOTSTRAP = new Bootstrap(1000, 42);
    private static final List<FeedMode> MODES =
            List.of(FeedMode.FAMILIAR, FeedMode.BALANCED, FeedMode.EXPLORE);

    private final FeedStage stage;
    private final List<List<FeedStage.Said>> train;

    FeedEvaluation(FeedStage stage, List<List<FeedStage.Said>> train) {
        this.stage = stage;
        this.train = train;
    }

    LiftChoice.Choice choice(List<List<FeedStage.Said>> valid) {
        return new LiftChoice(stage, stage.edges(train, FOUND), stage.edges(valid, FOUND)).choose();
    }

    /// Each mode's first twenty cards, judged by what was said later.
    Map<String, Object> ranking(LiftSettings settings, List<List<FeedStage.Said>> test) {
        SignedEdges learned = stage.edges(train, FOUND);
        RankingEvaluator evaluator = new RankingEvaluator(learned, stage.edges(test, FOUND));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("popularity", figures(evaluator.evaluate(popularity(learned))));
        LiftSettings alone = new LiftSettings(0, 0, settings.attributes(), 0);
        for (FeedMode mode : MODES) {
            Function<LiftSettings, RankingReport> judged =
                    s -> evaluator.evaluate(stage.ranking(s, mode, 20));
            RankingReport without = judged.apply(LiftSettings.NONE);
            RankingReport oneAlone = judged.apply(alone);
            RankingReport community = judged.apply(settings);
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("withoutGraph", figures(without));
            figures.put("oneAloneWithAttributes", figures(oneAlone));
            figures.put("withCommunity", figures(community));
            figures.put("gainOfAttributes", gain(without, oneAlone));
            figures.put("gainOfCommunity", gain(oneAlone, community));
            report.put(mode.label(), figures);
        }
        return report;
    }

    private static Map<String, Object> figures(RankingReport report) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (Metric metric : List.of(Metric.NDCG, Metric.RECALL, Metric.NEGATIVE)) {
            figures.put(metric.label(), report.mean(metric));
            figures.put(metric.label() + " ci95", ends(report.ci95(metric, BOOTSTRAP)));
        }
        return figures;
    }

    private static Map<String, Object> gain(RankingReport before, RankingReport after) {
        Map<String, Object> gain = new LinkedHashMap<>();
        for (Metric metric : List.of(Metric.NDCG, Metric.NEGATIVE)) {
            Bootstrap.Difference difference =
                    BOOTSTRAP.paired(before.values(metric), after.values(metric));
            gain.put(metric.label(), difference.mean());
            gain.put(metric.label() + " ci95", ends(difference.ci95()));
        }
        return gain;
    }

    private static double[] ends(Interval interval) {
        return new double[] {interval.low(), interval.high()};
    }

    private static Recommender popularity(SignedEdges learned) {
        float[] likes = new float[learned.items()];
        for (int e = 0; e < learned.size(); e++) if (learned.liked(e)) likes[learned.item(e)]++;
        return new Recommender() {
            @Override
            public int people() {
                return learned.people();
            }

            @Override
            public int items() {
                return learned.items();
            }

            @Override
            public void score(int person, float[] scores) {
                System.arraycopy(likes, 0, scores, 0, likes.length);
            }
        };
    }

    /// The share of a disliked item's nearest that leave or drop in the first hundred cards, for each way to be near; and,
    /// to compare, of everything else that was there.
    Map<String, Object> dislikes(LiftSettings settings, Collection<Item> items, int trials) {
        SignedEdges learned = stage.edges(train, FOUND);
        List<Nearness> sources = new ArrayList<>();
        sources.add(new FeedStage.Named("shared likes", SharedPeople.whoLike(learned)::nearest));
        sources.add(inCommon("creator", items, item -> known(item.creator())));
        sources.add(inCommon("tag", items, Item::tags));
        sources.add(inCommon("genre", items, Item::genres));
        sources.add(inCommon("decade", items, item -> decade(item.year())));
        sources.add(stage.byText());
        int[] all = IntStream.range(0, stage.items()).toArray();
        sources.add(new FeedStage.Named("anything, to compare", (item, n) -> all));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("withGraph", felt(settings, sources, trials));
        report.put("withoutGraph", felt(LiftSettings.NONE, sources, trials));
        return report;
    }

    private Map<String, Object> felt(LiftSettings settings, List<Nearness> sources, int trials) {
        Map<String, Object> felt = new LinkedHashMap<>();
        for (DislikeEfficacy efficacy :
                DislikeEfficacy.of(
                        stage.ranking(settings, FeedMode.FAMILIAR, 100),
                        stage.edges(train, FOUND),
                        sources,
                        trials,
                        42))
            if (efficacy.trials() > 0)
                felt.put(
                        efficacy.source(),
                        Map.of("share", efficacy.share(), "trials", efficacy.trials()));
        return felt;
    }

    private static List<String> known(String creator) {
        return creator.isEmpty() ? List.of() : List.of(creator);
    }

    private static List<String> decade(@Nullable Integer year) {
        return year == null ? List.of() : List.of(String.valueOf(Math.floorDiv(year, 10)));
    }

    /// Near is what has most of them in common.
    private Nearness inCommon(
            String name, Collection<Item> items, Function<Item, List<String>> attributes) {
        Map<String, Integer> ids = new HashMap<>();
        List<int[]> edges = new ArrayList<>();
        for (Item item : items)
            for (String attribute : attributes.apply(item))
                edges.add(
                        new int[] {
                            ids.computeIfAbsent(attribute, a -> ids.size()), stage.number(item.id())
                        });
        boolean[] liked = new boolean[edges.size()];
        java.util.Arrays.fill(liked, true);
        SignedEdges shared =
                SignedEdges.untimed(
                        ids.size(),
                        stage.items(),
                        edges.stream().mapToInt(e -> e[0]).toArray(),
                        edges.stream().mapToInt(e -> e[1]).toArray(),
                        liked);
        return new FeedStage.Named(name, SharedPeople.whoLike(shared)::nearest);
    }
}
