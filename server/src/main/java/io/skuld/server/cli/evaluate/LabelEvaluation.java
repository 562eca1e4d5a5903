package io.skuld.server.cli.evaluate;

import io.skuld.engine.evaluation.ClassifierMetrics;
import io.skuld.engine.math.Shuffle;
import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.engine.model.taste.TasteModel;
import io.skuld.engine.model.taste.TasteModel.Observation;
import io.skuld.engine.model.taste.TasteSettings;
import io.skuld.engine.model.taste.TasteSpace;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.feedback.Signal;
import io.skuld.server.feedback.SignalMeaning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;

/// How well the taste model tells films that a person would watch from those they would not, with the labels taken as
/// the product takes them. The threshold is chosen on the validation part.
final class LabelEvaluation {
    private static final int RESAMPLES = 2000;
    private static final int SHUFFLES = 12;

    private final List<LabelledFilm> films;
    private final Map<ItemId, TasteFeatures> features;
    private final TasteSpace space;
    private final TasteSettings settings;

    LabelEvaluation(
            List<LabelledFilm> films,
            Map<ItemId, TasteFeatures> features,
            TasteSpace space,
            TasteSettings settings) {
        this.films = films;
        this.features = features;
        this.space = space;
        this.settings = settings;
    }

    /// Expected ratings of one part with what came of them.
    private record Scored(double[] score, boolean[] would) {}

    Map<String, Object> report() {
        TasteModel model = fit(labels());
        Scored valid = scored(model, "valid", labels());
        Scored test = scored(model, "test", labels());
        double threshold = bestThreshold(valid);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("threshold", threshold);
        report.put("valid", figures(valid, threshold));
        report.put("test", figures(test, threshold));
        report.put("testMajority", Map.of("ap", share(test.would), "auc", .5, "f1", 0.0));
        report.put("canaryAuc", canary());
        return report;
    }

    /// What a search for settings goes by.
    double validAveragePrecision() {
        Scored valid = scored(fit(labels()), "valid", labels());
        return ClassifierMetrics.averagePrecision(valid.score, valid.would);
    }

    private boolean[] labels() {
        boolean[] labels = new boolean[films.size()];
        for (int k = 0; k < labels.length; k++) labels[k] = films.get(k).would();
        return labels;
    }

    /// Labels dealt out anew among all films: the area under the curve, averaged over several deals, must be near one
    /// half, or the pipeline has seen the answers.
    private double canary() {
        SplittableRandom random = new SplittableRandom(42);
        double sum = 0;
        for (int s = 0; s < SHUFFLES; s++) {
            int[] order = Shuffle.permutation(films.size(), random);
            boolean[] dealt = new boolean[order.length];
            for (int k = 0; k < dealt.length; k++) dealt[k] = films.get(order[k]).would();
            Scored test = scored(fit(dealt), "test", dealt);
            sum += ClassifierMetrics.auc(test.score, test.would);
        }
        return sum / SHUFFLES;
    }

    private TasteModel fit(boolean[] labels) {
        List<Observation> observations = new ArrayList<>();
        for (int k = 0; k < labels.length; k++) {
            if (!films.get(k).part().equals("train")) continue;
            SignalMeaning meaning = SignalMeaning.of(new Signal.Labelled(labels[k]));
            observations.add(new Observation(k, of(k), meaning.rating(), meaning.confidence()));
        }
        return TasteModel.fit(space, settings, observations);
    }

    private Scored scored(TasteModel model, String part, boolean[] labels) {
        int[] rows =
                java.util.stream.IntStream.range(0, labels.length)
                        .filter(k -> films.get(k).part().equals(part))
                        .toArray();
        double[] score = new double[rows.length];
        boolean[] would = new boolean[rows.length];
        for (int r = 0; r < rows.length; r++) {
            score[r] = model.raw(of(rows[r]));
            would[r] = labels[rows[r]];
        }
        return new Scored(score, would);
    }

    private TasteFeatures of(int film) {
        return java.util.Objects.requireNonNull(features.get(films.get(film).item().id()));
    }

    private static double bestThreshold(Scored valid) {
        double best = 0;
        double bestF1 = -1;
        for (double candidate : valid.score) {
            double f1 = f1(valid.score, valid.would, candidate);
            if (f1 > bestF1 || f1 == bestF1 && candidate < best) {
                bestF1 = f1;
                best = candidate;
            }
        }
        return best;
    }

    private static double f1(double[] score, boolean[] would, double threshold) {
        int right = 0;
        int wrong = 0;
        for (int k = 0; k < would.length; k++) {
            boolean said = score[k] >= threshold;
            if (said && would[k]) right++;
            else if (said != would[k]) wrong++;
        }
        return right == 0 ? 0 : 2.0 * right / (2.0 * right + wrong);
    }

    private static Map<String, Object> figures(Scored part, double threshold) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("films", part.would.length);
        figures.put("would", (int) Math.round(share(part.would) * part.would.length));
        add("ap", part, ClassifierMetrics::averagePrecision, figures);
        add("auc", part, ClassifierMetrics::auc, figures);
        add("f1", part, (score, would) -> f1(score, would, threshold), figures);
        return figures;
    }

    private static void add(
            String name,
            Scored part,
            ToDoubleBiFunction<double[], boolean[]> metric,
            Map<String, Object> figures) {
        figures.put(name, metric.applyAsDouble(part.score, part.would));
        SplittableRandom random = new SplittableRandom(42);
        double[] values = new double[RESAMPLES];
        int n = part.would.length;
        for (int r = 0; r < RESAMPLES; r++) {
            double[] score = new double[n];
            boolean[] would = new boolean[n];
            for (int k = 0; k < n; k++) {
                int film = random.nextInt(n);
                score[k] = part.score[film];
                would[k] = part.would[film];
            }
            values[r] = metric.applyAsDouble(score, would);
        }
        Arrays.sort(values);
        figures.put(
                name + "Ci95",
                new double[] {values[RESAMPLES / 40], values[RESAMPLES - 1 - RESAMPLES / 40]});
    }

    private static double share(boolean[] would) {
        int yes = 0;
        for (boolean w : would) if (w) yes++;
        return (double) yes / would.length;
    }
}
