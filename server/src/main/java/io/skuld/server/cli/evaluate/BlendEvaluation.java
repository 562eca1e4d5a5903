package io.skuld.server.cli.evaluate;

import io.skuld.engine.evaluation.Bootstrap;
import io.skuld.engine.evaluation.Interval;
import io.skuld.engine.evaluation.Metric;
import io.skuld.engine.evaluation.RankingEvaluator;
import io.skuld.engine.evaluation.RankingReport;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.SignedPaths;
import io.skuld.engine.model.signed.SignedPathsModel;
import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.engine.model.taste.TasteModel;
import io.skuld.engine.model.taste.TasteModel.Observation;
import io.skuld.engine.model.taste.TasteSettings;
import io.skuld.engine.model.taste.TasteSpace;
import io.skuld.server.cli.evaluate.FilmRatings.Rating;
import io.skuld.server.feedback.Signal;
import io.skuld.server.feedback.SignalMeaning;
import io.skuld.server.learning.Lift;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What the graph of everybody's ratings adds to the order that taste alone gives: full rankings of all films, each
/// person's own time split 70/10/20, a film rated at least 8 of 10 being one to find. How much the graph counts is chosen
/// on the validation part.
final class BlendEvaluation {
    private static final double FOUND = 8;
    private static final float[] POINTS = {.25f, .5f, 1, 2, 4, 8};
    private static final Bootstrap BOOTSTRAP = new Bootstrap(1000, 42);

    private final TasteSpace space;
    private final TasteSettings settings;
    private final TasteFeatures[] films;
    private final List<List<Rating>> train = new ArrayList<>();
    private final List<List<Rating>> valid = new ArrayList<>();
    private final List<List<Rating>> test = new ArrayList<>();
    private final Map<Integer, Integer> filmIndex = new HashMap<>();

    BlendEvaluation(
            List<Rating> ratings,
            Map<Integer, TasteFeatures> features,
            TasteSpace space,
            TasteSettings settings) {
        this.space = space;
        this.settings = settings;
        for (int film : new TreeSet<>(features.keySet())) filmIndex.put(film, filmIndex.size());
        films = new TasteFeatures[filmIndex.size()];
        features.forEach((film, row) -> films[index(film)] = row);
        Map<Integer, List<Rating>> byPerson = new HashMap<>();
        for (Rating r : ratings)
            byPerson.computeIfAbsent(r.person(), person -> new ArrayList<>()).add(r);
        byPerson.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .forEach(entry -> cut(entry.getValue()));
    }

    private void cut(List<Rating> own) {
        int validFrom = own.size() * 7 / 10;
        int testFrom = own.size() * 8 / 10;
        train.add(own.subList(0, validFrom));
        valid.add(own.subList(validFrom, testFrom));
        test.add(own.subList(testFrom, own.size()));
    }

    private int index(int film) {
        return java.util.Objects.requireNonNull(filmIndex.get(film));
    }

    Map<String, Object> report() {
        float[][] taste = tasteScores();
        float[][] lift = liftScores();
        SignedEdges learned = edges(train);
        RankingEvaluator onValid = new RankingEvaluator(learned, edges(valid));
        RankingEvaluator onTest = new RankingEvaluator(learned, edges(test));
        Map<String, Object> validation = new LinkedHashMap<>();
        float best = POINTS[0];
        double bestNdcg = -1;
        for (float points : POINTS) {
            double ndcg = onValid.evaluate(new Sum(taste, lift, points)).mean(Metric.NDCG);
            validation.put(String.valueOf(points), ndcg);
            if (ndcg > bestNdcg) {
                bestNdcg = ndcg;
                best = points;
            }
        }
        RankingReport alone = onTest.evaluate(new Sum(taste, lift, 0));
        RankingReport blend = onTest.evaluate(new Sum(taste, lift, best));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("validationNdcgByPoints", validation);
        report.put("points", best);
        report.put("taste", figures(alone));
        report.put("graph", figures(onTest.evaluate(new Sum(lift, lift, 0))));
        report.put("tasteAndGraph", figures(blend));
        report.put("popularity", figures(onTest.evaluate(new Sum(popularity(), lift, 0))));
        Bootstrap.Difference gain =
                BOOTSTRAP.paired(alone.values(Metric.NDCG), blend.values(Metric.NDCG));
        report.put("ndcgGainOverTaste", gain.mean());
        report.put("ndcgGainOverTasteCi95", ends(gain.ci95()));
        return report;
    }

    private static Map<String, Object> figures(RankingReport report) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("recall20", report.mean(Metric.RECALL));
        figures.put("ndcg20", report.mean(Metric.NDCG));
        figures.put("ndcg20Ci95", ends(report.ci95(Metric.NDCG, BOOTSTRAP)));
        figures.put("vauc", report.mean(Metric.VALENCE_AUC));
        return figures;
    }

    private static double[] ends(Interval interval) {
        return new double[] {interval.low(), interval.high()};
    }

    /// Expected ratings, shape (people, films).
    private float[][] tasteScores() {
        float[][] scores = new float[train.size()][films.length];
        for (int person = 0; person < scores.length; person++) {
            TasteModel model =
                    TasteModel.fit(
                            space,
                            settings,
                            train.get(person).stream().map(this::observation).toList());
            for (int film = 0; film < films.length; film++)
                scores[person][film] = model.raw(films[film]);
        }
        return scores;
    }

    private Observation observation(Rating rating) {
        int film = index(rating.film());
        return new Observation(film, films[film], rating.rating(), 1);
    }

    /// What the product's graph adds for one point, shape (people, films).
    private float[][] liftScores() {
        SignedPathsModel graph = new SignedPaths(PathSettings.HOME).fit(weighted());
        float[][] lift = new float[train.size()][films.length];
        for (int person = 0; person < lift.length; person++) {
            graph.score(person, lift[person]);
            Lift.ofScores(lift[person]);
            for (int film = 0; film < films.length; film++) lift[person][film] /= Lift.POINTS;
        }
        return lift;
    }

    private float[][] popularity() {
        float[] likes = new float[films.length];
        for (List<Rating> own : train)
            for (Rating r : own) if (r.rating() >= FOUND) likes[index(r.film())]++;
        float[][] scores = new float[train.size()][];
        java.util.Arrays.fill(scores, likes);
        return scores;
    }

    /// Edges as the product's graph has them.
    private SignedEdges weighted() {
        List<int[]> ends = new ArrayList<>();
        List<Float> weights = new ArrayList<>();
        for (int person = 0; person < train.size(); person++) {
            for (Rating r : train.get(person)) {
                float weight = SignalMeaning.of(new Signal.Rated(r.rating())).weight();
                if (weight == 0) continue;
                ends.add(new int[] {person, index(r.film())});
                weights.add(weight);
            }
        }
        int n = ends.size();
        int[] person = new int[n];
        int[] item = new int[n];
        float[] weight = new float[n];
        long[] time = new long[n];
        java.util.Arrays.fill(time, SignedEdges.NO_TIME);
        for (int e = 0; e < n; e++) {
            person[e] = ends.get(e)[0];
            item[e] = ends.get(e)[1];
            weight[e] = weights.get(e);
        }
        return new SignedEdges(train.size(), films.length, person, item, weight, time);
    }

    /// What is to be found and what is not.
    private SignedEdges edges(List<List<Rating>> part) {
        int n = part.stream().mapToInt(List::size).sum();
        int[] person = new int[n];
        int[] item = new int[n];
        boolean[] liked = new boolean[n];
        int e = 0;
        for (int p = 0; p < part.size(); p++) {
            for (Rating r : part.get(p)) {
                person[e] = p;
                item[e] = index(r.film());
                liked[e++] = r.rating() >= FOUND;
            }
        }
        return SignedEdges.untimed(part.size(), films.length, person, item, liked);
    }

    /// `base + points · lift`, made beforehand.
    private record Sum(float[][] base, float[][] lift, float points) implements Recommender {
        @Override
        public int people() {
            return base.length;
        }

        @Override
        public int items() {
            return base[0].length;
        }

        @Override
        public void score(int person, float[] scores) {
            for (int film = 0; film < items(); film++)
                scores[film] = base[person][film] + points * lift[person][film];
        }
    }
}
