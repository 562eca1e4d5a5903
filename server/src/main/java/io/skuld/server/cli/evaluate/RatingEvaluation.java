package io.skuld.server.cli.evaluate;

import io.skuld.engine.evaluation.Bootstrap;
import io.skuld.engine.evaluation.Interval;
import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.engine.model.taste.TasteModel;
import io.skuld.engine.model.taste.TasteModel.Observation;
import io.skuld.engine.model.taste.TasteSettings;
import io.skuld.engine.model.taste.TasteSpace;
import io.skuld.server.cli.evaluate.FilmRatings.Rating;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How far predicted ratings are from those that people gave later: the taste model beside a person's mean and an item's
/// mean. One person's model sees that person's ratings alone; the item's mean sees everybody's.
final class RatingEvaluation {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(2000, 42);

    /// One person's ratings, cut in time.
    ///
    /// @param learned what the models may learn from
    /// @param later what they are judged on, at least one
    /// @param from when the later part begins
    record Case(int person, List<Rating> learned, List<Rating> later, long from) {}

    private final List<Rating> all;
    private final Map<Integer, TasteFeatures> features;
    private final TasteSpace space;
    private final TasteSettings settings;

    RatingEvaluation(
            List<Rating> all,
            Map<Integer, TasteFeatures> features,
            TasteSpace space,
            TasteSettings settings) {
        this.all = all;
        this.features = features;
        this.space = space;
        this.settings = settings;
    }

    /// Cuts everybody's ratings at one moment; people without later ratings are left out.
    static List<Case> cutAt(long moment, List<Rating> ratings, List<Integer> people) {
        List<Case> cases = new ArrayList<>();
        for (int person : people) {
            List<Rating> own = ratings.stream().filter(r -> r.person() == person).toList();
            List<Rating> later = own.stream().filter(r -> r.at() >= moment).toList();
            if (!later.isEmpty())
                cases.add(
                        new Case(
                                person,
                                own.stream().filter(r -> r.at() < moment).toList(),
                                later,
                                moment));
        }
        return cases;
    }

    /// Cuts each person's ratings after the same share of their own.
    static List<Case> cutOwn(double share, List<Rating> ratings, List<Integer> people) {
        List<Case> cases = new ArrayList<>();
        for (int person : people) {
            List<Rating> own = ratings.stream().filter(r -> r.person() == person).toList();
            int cut = (int) (own.size() * share);
            if (cut < own.size())
                cases.add(
                        new Case(
                                person,
                                own.subList(0, cut),
                                own.subList(cut, own.size()),
                                own.get(cut).at()));
        }
        return cases;
    }

    /// Mean absolute error of the taste model, averaged over persons.
    double tasteError(List<Case> cases) {
        return cases.stream().mapToDouble(c -> errors(c).get("taste")).average().orElseThrow();
    }

    /// Everything about one way of cutting, for the result file.
    Map<String, Object> report(List<Case> cases) {
        Map<String, double[]> byModel = new LinkedHashMap<>();
        int[] inside = new int[1];
        int judged = 0;
        for (int c = 0; c < cases.size(); c++) {
            int row = c;
            errors(cases.get(c))
                    .forEach((model, error) ->
                            byModel.computeIfAbsent(model, m -> new double[cases.size()])[row] =
                                    error);
            inside[0] += covered(cases.get(c));
            judged += cases.get(c).later().size();
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("persons", cases.size());
        report.put("ratings", judged);
        double[] taste = byModel.getOrDefault("taste", new double[0]);
        byModel.forEach((model, errors) -> {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("mae", mean(errors));
            figures.put("ci95", ends(BOOTSTRAP.mean(errors)));
            if (!model.equals("taste")) {
                Bootstrap.Difference difference = BOOTSTRAP.paired(errors, taste);
                figures.put("tasteMinusThis", difference.mean());
                figures.put("tasteMinusThisCi95", ends(difference.ci95()));
            }
            report.put(model, figures);
        });
        report.put("insideOneDeviation", (double) inside[0] / judged);
        return report;
    }

    private Map<String, Double> errors(Case c) {
        TasteModel model = fitted(c);
        Means means = new Means(all, c, settings.priorMean());
        double taste = 0;
        double person = 0;
        double item = 0;
        for (Rating r : c.later()) {
            taste += Math.abs(model.mean(of(r)) - r.rating());
            person += Math.abs(means.ofPerson() - r.rating());
            item += Math.abs(means.ofItem(r.film()) - r.rating());
        }
        int n = c.later().size();
        Map<String, Double> errors = new LinkedHashMap<>();
        errors.put("taste", taste / n);
        errors.put("personMean", person / n);
        errors.put("itemMean", item / n);
        return errors;
    }

    private int covered(Case c) {
        TasteModel model = fitted(c);
        int inside = 0;
        for (Rating r : c.later()) {
            TasteModel.Prediction p = model.predict(of(r));
            if (Math.abs(p.mean() - r.rating()) <= p.deviation()) inside++;
        }
        return inside;
    }

    private TasteModel fitted(Case c) {
        return TasteModel.fit(
                space,
                settings,
                c.learned().stream()
                        .map(r -> new Observation(r.film(), of(r), r.rating(), 1))
                        .toList());
    }

    private TasteFeatures of(Rating rating) {
        TasteFeatures film = features.get(rating.film());
        if (film == null)
            throw new EvaluationException(
                    "ratings.csv names the film %d, which movies.csv does not have. Nothing was evaluated."
                            .formatted(rating.film()));
        return film;
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    private static double[] ends(Interval interval) {
        return new double[] {interval.low(), interval.high()};
    }

    /// Means of what had been rated before the case's later part began.
    private static final class Means {
        private final double general;
        private final double person;
        private final Map<Integer, double[]> items = new HashMap<>();

        Means(List<Rating> all, Case c, double prior) {
            double sum = 0;
            int count = 0;
            for (Rating r : all) {
                if (r.at() >= c.from() || r.person() == c.person()) continue;
                sum += r.rating();
                count++;
                double[] item = items.computeIfAbsent(r.film(), film -> new double[2]);
                item[0] += r.rating();
                item[1]++;
            }
            general = count == 0 ? prior : sum / count;
            person = c.learned().stream().mapToDouble(Rating::rating).average().orElse(general);
        }

        /// Everybody's when the person rated nothing yet.
        double ofPerson() {
            return person;
        }

        /// Everybody's when nobody rated the film yet.
        double ofItem(int film) {
            double[] item = items.get(film);
            return item == null ? general : item[0] / item[1];
        }
    }
}
