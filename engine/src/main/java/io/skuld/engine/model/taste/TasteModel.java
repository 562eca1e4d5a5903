package io.skuld.engine.model.taste;

import io.skuld.engine.math.TopN;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one person thinks of any item: Bayesian linear regression on its features, in closed form.
///
/// `rating = priorMean + w · x + ε` with `w ~ N(0, Λ⁻¹)` and `ε ~ N(0, noiseVariance / confidence)`. After ratings
/// `y_i` of items `x_i` with precision `p_i = confidence_i / noiseVariance`:
///
///     A = Λ + Σ p_i x_i x_iᵀ      w = A⁻¹ Σ p_i (y_i − priorMean) x_i      Var(w · x) = xᵀ A⁻¹ x
///
/// One rating changes A by rank one, so it is learned, replaced or unlearned in O(size²), and the result is that of a
/// fit from scratch. Immutable, hence safe for any number of threads; a change makes a new model.
public final class TasteModel {
    /// A rating of an item.
    ///
    /// @param item the caller's number of the item
    /// @param rating 0 to 10
    /// @param confidence above 0; 1 for a rating given by hand
    public record Observation(int item, TasteFeatures features, double rating, double confidence) {
        public Observation {
            if (!(rating >= 0 && rating <= 10))
                throw new IllegalArgumentException("A rating is from 0 to 10, got " + rating);
            if (!(confidence > 0 && confidence <= 1))
                throw new IllegalArgumentException(
                        "A confidence is above 0 and at most 1, got " + confidence);
        }
    }

    /// @param mean the expected rating, 0 to 10
    /// @param deviation standard deviation of what the person would say
    public record Prediction(double mean, double deviation) {}

    /// A rated item's share in a prediction.
    ///
    /// @param contribution by how much it moves the prediction away from the base; its sign says whether it raised it
    public record Cause(int item, double contribution) {}

    /// A prediction taken apart: `base + Σ contributions` over all causes is the expected rating before it is held to 0 … 10.
    ///
    /// @param prediction as [#predict] gives it
    /// @param base what the person's usual rating alone lets expect
    /// @param causes rated items, the strongest first, those against the prediction included
    public record Explanation(Prediction prediction, double base, List<Cause> causes) {
        public Explanation {
            causes = List.copyOf(causes);
        }
    }

    private final TasteSpace space;
    private final TasteSettings settings;
    private final Map<Integer, Observation> observations;
    private final PackedCholesky factor;

    /// `Σ p_i (y_i − priorMean) x_i`, shape (space.size).
    private final double[] evidence;

    /// Mean of w, shape (space.size).
    private final float[] weights;

    /// The values of `observations`, for loops.
    private final Observation[] observed;

    private final double usualRating;

    private TasteModel(
            TasteSpace space,
            TasteSettings settings,
            Map<Integer, Observation> observations,
            PackedCholesky factor,
            double[] evidence) {
        this.space = space;
        this.settings = settings;
        this.observations = observations;
        this.factor = factor;
        this.evidence = evidence;
        this.weights = solve(factor, evidence);
        this.observed = observations.values().toArray(new Observation[0]);
        this.usualRating = usualRating(observed, settings.priorMean());
    }

    private static float[] solve(PackedCholesky factor, double[] evidence) {
        double[] mean = evidence.clone();
        factor.solve(mean);
        return rounded(mean);
    }

    private static float[] rounded(double[] values) {
        float[] rounded = new float[values.length];
        for (int k = 0; k < rounded.length; k++) rounded[k] = (float) values[k];
        return rounded;
    }

    /// What there is before the first rating.
    public static TasteModel empty(TasteSpace space, TasteSettings settings) {
        return new TasteModel(
                space,
                settings,
                Map.of(),
                PackedCholesky.ofDiagonal(priorPrecision(space, settings)),
                new double[space.size()]);
    }

    /// A fit from scratch.
    public static TasteModel fit(
            TasteSpace space, TasteSettings settings, Collection<Observation> observations) {
        Map<Integer, Observation> byItem = new LinkedHashMap<>();
        for (Observation o : observations) byItem.put(o.item(), o);
        return fit(space, settings, byItem);
    }

    private static TasteModel fit(
            TasteSpace space, TasteSettings settings, Map<Integer, Observation> observations) {
        var sum = new PackedCholesky.SymmetricSum(priorPrecision(space, settings));
        double[] evidence = new double[space.size()];
        double[] row = new double[space.size()];
        for (Observation o : observations.values()) {
            double precision = o.confidence() / settings.noiseVariance();
            java.util.Arrays.fill(row, 0);
            o.features().addTo(space, Math.sqrt(precision), row);
            sum.add(row);
            o.features().addTo(space, precision * (o.rating() - settings.priorMean()), evidence);
        }
        return new TasteModel(space, settings, observations, PackedCholesky.of(sum), evidence);
    }

    private static double[] priorPrecision(TasteSpace space, TasteSettings settings) {
        double[] precision = new double[space.size()];
        for (int k = 0; k < precision.length; k++) {
            if (k < space.textDim()) precision[k] = 1 / settings.textVariance();
            else if (k < space.constant()) precision[k] = 1 / settings.attributeVariance();
            else precision[k] = 1 / settings.levelVariance();
        }
        return precision;
    }

    /// The model after these observations came, each replacing an earlier one of its item.
    public TasteModel absorb(Collection<Observation> changes) {
        return change(changes, Set.of());
    }

    public TasteModel absorb(Observation observation) {
        return absorb(List.of(observation));
    }

    /// The model as if these items had never been rated; unknown ones change nothing.
    public TasteModel retract(Collection<Integer> items) {
        return change(List.of(), items);
    }

    /// Both at once.
    ///
    /// @param withdrawn items whose observation goes, unless `changes` holds a new one
    public TasteModel change(Collection<Observation> changes, Collection<Integer> withdrawn) {
        Map<Integer, Observation> after = new LinkedHashMap<>(observations);
        List<Observation> gone = new ArrayList<>();
        List<Observation> come = new ArrayList<>();
        for (Integer item : withdrawn) keep(after.remove(item), gone);
        for (Observation o : changes) keep(after.put(o.item(), o), gone);
        for (Observation o : changes) if (after.get(o.item()) == o) come.add(o);
        gone.removeIf(o -> observations.get(o.item()) != o); // came and went within `changes`
        TasteModel followed =
                isCheaperFromScratch(gone.size() + come.size(), after.size())
                        ? null
                        : follow(after, come, gone);
        return followed != null ? followed : fit(space, settings, after);
    }

    private static void keep(@Nullable Observation observation, List<Observation> list) {
        if (observation != null) list.add(observation);
    }

    /// In units of size²/2 multiply-adds: an update is about four, a row of a fresh sum one, factoring size/3.
    private boolean isCheaperFromScratch(int changes, int total) {
        return 4L * changes > total + space.size() / 3;
    }

    private @Nullable TasteModel follow(
            Map<Integer, Observation> after, List<Observation> come, List<Observation> gone) {
        PackedCholesky next = factor.copy();
        double[] nextEvidence = evidence.clone();
        for (Observation o : come) {
            next.update(scaled(o));
            addEvidence(o, 1, nextEvidence);
        }
        for (Observation o : gone) {
            if (!next.downdate(scaled(o))) return null;
            addEvidence(o, -1, nextEvidence);
        }
        return new TasteModel(space, settings, after, next, nextEvidence);
    }

    private double[] scaled(Observation o) {
        double[] row = new double[space.size()];
        o.features().addTo(space, Math.sqrt(precision(o)), row);
        return row;
    }

    private void addEvidence(Observation o, int sign, double[] target) {
        double weight = sign * precision(o) * (o.rating() - settings.priorMean());
        o.features().addTo(space, weight, target);
    }

    private double precision(Observation o) {
        return o.confidence() / settings.noiseVariance();
    }

    /// How many items are rated.
    public int size() {
        return observations.size();
    }

    public @Nullable Observation observation(int item) {
        return observations.get(item);
    }

    /// The expected rating, 0 to 10.
    public float mean(TasteFeatures item) {
        return held(raw(item));
    }

    /// The expected rating not held to 0 … 10: it orders items also beyond the ends of the scale.
    public float raw(TasteFeatures item) {
        return (float) settings.priorMean() + item.dot(space, weights);
    }

    private static float held(float rating) {
        return Math.clamp(rating, 0f, 10f);
    }

    /// The expected rating with its uncertainty. Costs size²/2 multiply-adds.
    public Prediction predict(TasteFeatures item) {
        return prediction(item, knowledgeVariance(item));
    }

    private Prediction prediction(TasteFeatures item, double knowledgeVariance) {
        return new Prediction(mean(item), Math.sqrt(knowledgeVariance + settings.noiseVariance()));
    }

    /// Standard deviation of the expected rating alone, without the chance in a single rating: how much there is to
    /// learn about items like this one. An unknown text counts with all that it might say.
    public double uncertainty(TasteFeatures item) {
        return Math.sqrt(knowledgeVariance(item));
    }

    private double knowledgeVariance(TasteFeatures item) {
        double[] x = new double[space.size()];
        item.addTo(space, 1, x);
        factor.solveLower(x);
        return knowledgeVariance(item, x);
    }

    /// @param solved `L⁻¹ x`, shape (space.size)
    private double knowledgeVariance(TasteFeatures item, double[] solved) {
        double variance = item.hasText() || space.textDim() == 0 ? 0 : settings.textVariance();
        for (double v : solved) variance += v * v;
        return variance;
    }

    /// [#uncertainty] of many items, in less time than one by one.
    public double[] uncertainties(List<TasteFeatures> items) {
        double[] uncertainties = new double[items.size()];
        for (int from = 0; from < items.size(); from += 4) {
            double[] four = four(items, from);
            factor.solveLower4(four);
            for (int i = from; i < Math.min(from + 4, items.size()); i++)
                uncertainties[i] =
                        Math.sqrt(knowledgeVariance(items.get(i), column(four, i - from)));
        }
        return uncertainties;
    }

    /// Four items side by side from the one at `from`; what is beyond the end stays 0.
    private double[] four(List<TasteFeatures> items, int from) {
        double[] four = new double[4 * space.size()];
        double[] x = new double[space.size()];
        for (int c = 0; c < Math.min(4, items.size() - from); c++) {
            java.util.Arrays.fill(x, 0);
            items.get(from + c).addTo(space, 1, x);
            for (int k = 0; k < x.length; k++) four[4 * k + c] = x[k];
        }
        return four;
    }

    private static double[] column(double[] four, int c) {
        double[] column = new double[four.length / 4];
        for (int k = 0; k < column.length; k++) column[k] = four[4 * k + c];
        return column;
    }

    /// Takes a prediction apart into the person's own ratings. With `k_i = p_i x_iᵀ A⁻¹ x` the expected rating is
    /// `priorMean + Σ k_i (y_i − priorMean)`; measured from the person's usual rating m it is
    /// `[priorMean + (m − priorMean) Σ k_i] + Σ k_i (y_i − m)`, the base and one contribution for each rated item.
    ///
    /// @param max how many of the strongest causes to return
    public Explanation explain(TasteFeatures item, int max) {
        return explain(List.of(item), max).getFirst();
    }

    /// Several predictions taken apart, in less time than one by one.
    public List<Explanation> explain(List<TasteFeatures> items, int max) {
        double[] variance = new double[items.size()];
        float[][] influence = influences(items, variance);
        float[][] contribution = new float[items.size()][observed.length];
        double[] kernels = new double[items.size()];
        for (int i = 0; i < observed.length; i++) {
            Observation o = observed[i];
            double precision = precision(o);
            for (int n = 0; n < influence.length; n++) {
                double kernel = precision * o.features().dot(space, influence[n]);
                kernels[n] += kernel;
                contribution[n][i] = (float) (kernel * (o.rating() - usualRating));
            }
        }
        List<Explanation> explanations = new ArrayList<>(items.size());
        for (int n = 0; n < items.size(); n++)
            explanations.add(
                    new Explanation(
                            prediction(items.get(n), variance[n]),
                            settings.priorMean()
                                    + (usualRating - settings.priorMean()) * kernels[n],
                            causes(contribution[n], max)));
        return explanations;
    }

    /// `A⁻¹ x` of each item.
    ///
    /// @param variance shape (items); overwritten by what is not known of each item's expected rating
    private float[][] influences(List<TasteFeatures> items, double[] variance) {
        float[][] influence = new float[items.size()][];
        for (int from = 0; from < items.size(); from += 4) {
            int end = Math.min(from + 4, items.size());
            double[] four = four(items, from);
            factor.solveLower4(four);
            for (int i = from; i < end; i++)
                variance[i] = knowledgeVariance(items.get(i), column(four, i - from));
            factor.solveUpper4(four);
            for (int i = from; i < end; i++) influence[i] = rounded(column(four, i - from));
        }
        return influence;
    }

    private List<Cause> causes(float[] contribution, int max) {
        float[] strength = new float[contribution.length];
        for (int i = 0; i < strength.length; i++) strength[i] = Math.abs(contribution[i]);
        List<Cause> causes = new ArrayList<>();
        for (int i : TopN.of(strength, max))
            causes.add(new Cause(observed[i].item(), contribution[i]));
        return causes;
    }

    /// Mean of the ratings, weighted by confidence; the prior's before the first.
    public double usualRating() {
        return usualRating;
    }

    private static double usualRating(Observation[] observed, double prior) {
        double sum = 0;
        double confidence = 0;
        for (Observation o : observed) {
            sum += o.confidence() * o.rating();
            confidence += o.confidence();
        }
        return confidence == 0 ? prior : sum / confidence;
    }
}
