package io.skuld.engine.ranking;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.model.factors.Factors;
import io.skuld.engine.model.factors.IalsSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Other factors beside the first stage's: what different dimensions, pulls and targets agree on is more certain than what
/// one of them says. They do not depend on how the first stage was tuned.
final class FactorViews {
    /// Few dimensions, which see only the broad strokes; the view whose scores are also standardised by item.
    static final int BROAD = 0;

    /// Likes and dislikes alike: what the person comes across.
    static final int EXPOSURE = 1;

    /// Pulled harder.
    static final int STIFF = 2;

    /// The usual settings from another start: what chance gave to the first fit averages out, and when the first stage was
    /// tuned away from them, what they saw is not lost.
    static final int AGAIN = 3;

    static final int COUNT = 4;

    private final List<Factors> views;

    /// Mean and inverse deviation over people of each item's score by the broad view, shape (items).
    private final float[] mean;

    private final float[] sharpness;

    private FactorViews(List<Factors> views) {
        this.views = views;
        Factors broad = views.get(BROAD);
        mean = new float[broad.items()];
        sharpness = new float[broad.items()];
        standardize(broad);
    }

    static FactorViews fit(GraphView graph, IalsSettings first) {
        IalsSettings usual = IalsSettings.DEFAULTS.withDim(first.dim()).withSweeps(first.sweeps());
        List<Factors> views =
                Stream.of(
                                usual.withDim(Math.min(16, first.dim())).withPull(.03f, .03f),
                                usual.withDim(Math.min(32, first.dim())).withDislikes(1, 1),
                                usual.withPull(.03f, .1f),
                                usual)
                        .map(settings -> settings.withSeed(first.seed() + 1))
                        .map(settings -> Factors.fit(graph, settings))
                        .toList();
        return new FactorViews(views);
    }

    /// `mean_i = Ū·V_i`, `var_i = V_iᵀ (UᵀU / people) V_i − mean_i²`.
    private void standardize(Factors factors) {
        int dim = factors.settings().dim();
        float[] people = factors.personVectors();
        float[] items = factors.itemVectors();
        double[] centre = new double[dim];
        double[] moment = new double[dim * dim];
        for (int p = 0; p < factors.people(); p++)
            for (int a = 0; a < dim; a++) {
                double x = people[p * dim + a];
                centre[a] += x / factors.people();
                for (int b = 0; b < dim; b++)
                    moment[a * dim + b] += x * people[p * dim + b] / factors.people();
            }
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            double square = 0;
            for (int a = 0; a < dim; a++) {
                double inner = 0;
                for (int b = 0; b < dim; b++) inner += moment[a * dim + b] * items[i * dim + b];
                sum += centre[a] * items[i * dim + a];
                square += inner * items[i * dim + a];
            }
            mean[i] = (float) sum;
            sharpness[i] = (float) (1 / Math.sqrt(Math.max(square - sum * sum, 1e-12)));
        }
    }

    float[] scores(int view, int person, int[] items) {
        return views.get(view).scoresOf(person, items);
    }

    /// How much more the broad view expects of this person than of others, in deviations of that item's scores; items that
    /// came after the fit have none.
    float[] broadStandardized(float[] scores, int[] items) {
        float[] standardized = Arrays.copyOf(scores, scores.length);
        for (int k = 0; k < items.length; k++)
            standardized[k] =
                    items[k] < mean.length ? (scores[k] - mean[items[k]]) * sharpness[items[k]] : 0;
        return standardized;
    }

    /// A person's views follow each of their signals; items wait for the next fit, which keeps an event cheap.
    void learn(GraphView graph, int person) {
        for (Factors view : views) view.learnPerson(graph, person);
    }
}
