package io.skuld.server.learning;

import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.engine.model.taste.TasteModel;
import io.skuld.engine.model.taste.TasteModel.Prediction;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.feedback.Opinion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One person's taste at one moment: rank a whole feed with it, so that one page never mixes two states. Immutable;
/// safe for any number of threads. Items are named by their catalogue number.
public final class Taste {
    /// Answers of either sort kept with one taste; further ones are worked out each time.
    private static final int REMEMBERED = 2_000;

    /// Something the person said, as a reason for a prediction.
    ///
    /// @param item what they said it about
    /// @param signal the id of the log's entry, to be retracted with it
    /// @param contribution rating points it adds to the prediction; below 0 when it lowers it
    public record Cause(ItemId item, String signal, double contribution) {}

    /// A prediction taken apart: `base` and the contributions of *all* causes add up to it.
    ///
    /// @param prediction as [#predict] gives it
    /// @param base what the person's usual rating alone lets expect
    /// @param causes the strongest ones, strongest first; those against are negative
    public record Explanation(Prediction prediction, double base, List<Cause> causes) {
        public Explanation {
            causes = List.copyOf(causes);
        }
    }

    private final TasteModel model;
    private final ItemFeatures features;
    private final Map<Integer, Opinion> opinions;

    /// What was asked before: this taste never changes, so the answers hold until an item gets other features.
    private final Map<Integer, Explained> explained = new ConcurrentHashMap<>();

    private final Map<Integer, Uncertain> uncertain = new ConcurrentHashMap<>();

    private record Explained(TasteFeatures features, int max, Explanation why) {}

    private record Uncertain(TasteFeatures features, double deviation) {}

    Taste(TasteModel model, ItemFeatures features, Map<Integer, Opinion> opinions) {
        this.model = model;
        this.features = features;
        this.opinions = opinions;
    }

    /// How many items the person has said something about that tells of their taste.
    public int rated() {
        return model.size();
    }

    /// The mean of their ratings, weighted by confidence.
    public double usualRating() {
        return model.usualRating();
    }

    /// Where the person stands, by item number.
    public Map<Integer, Opinion> opinions() {
        return opinions;
    }

    /// The expected rating with its uncertainty.
    public Prediction predict(int number) {
        return model.predict(known(number));
    }

    /// Expected ratings of all items, not held to 0 … 10 so that they order also beyond the ends of the scale.
    ///
    /// @param mean by item number, at least [ItemFeatures#end] long; overwritten, `-∞` where there is no item
    public void predictAll(float[] mean) {
        for (int number = 0; number < mean.length; number++) {
            TasteFeatures item = features.of(number);
            mean[number] = item == null ? Float.NEGATIVE_INFINITY : model.raw(item);
        }
    }

    /// How much there is to learn about items like this one: the standard deviation of the expected rating without the
    /// chance in a single answer.
    public double uncertainty(int number) {
        TasteFeatures item = known(number);
        Uncertain before = uncertain.get(number);
        if (before != null && before.features() == item) return before.deviation();
        double deviation = model.uncertainty(item);
        if (uncertain.size() < REMEMBERED) uncertain.put(number, new Uncertain(item, deviation));
        return deviation;
    }

    /// Works out [#uncertainty] of several items together, which takes less time; later calls find it.
    public void prepareUncertainties(int[] numbers) {
        List<Integer> missing = new ArrayList<>();
        for (int number : numbers) {
            Uncertain before = uncertain.get(number);
            if (before == null || before.features() != features.of(number)) missing.add(number);
        }
        List<TasteFeatures> items = missing.stream().map(this::known).toList();
        double[] deviations = model.uncertainties(items);
        for (int i = 0; i < deviations.length && uncertain.size() < REMEMBERED; i++)
            uncertain.put(missing.get(i), new Uncertain(items.get(i), deviations[i]));
    }

    /// Works out [#explain] of several items together, which takes less time; later calls find it.
    public void prepareExplanations(int[] numbers, int max) {
        List<Integer> missing = new ArrayList<>();
        for (int number : numbers) {
            Explained before = explained.get(number);
            if (before == null || before.features() != features.of(number) || before.max() != max)
                missing.add(number);
        }
        List<TasteFeatures> items = missing.stream().map(this::known).toList();
        List<TasteModel.Explanation> why = model.explain(items, max);
        for (int i = 0; i < why.size() && explained.size() < REMEMBERED; i++)
            explained.put(
                    missing.get(i), new Explained(items.get(i), max, explanation(why.get(i))));
    }

    /// Why the prediction is what it is.
    public Explanation explain(int number, int max) {
        TasteFeatures item = known(number);
        Explained before = explained.get(number);
        if (before != null && before.features() == item && before.max() == max) return before.why();
        Explanation explanation = explanation(model.explain(item, max));
        if (explained.size() < REMEMBERED)
            explained.put(number, new Explained(item, max, explanation));
        return explanation;
    }

    private Explanation explanation(TasteModel.Explanation why) {
        return new Explanation(
                why.prediction(), why.base(), why.causes().stream().map(this::cause).toList());
    }

    private Cause cause(TasteModel.Cause cause) {
        Opinion opinion = opinions.get(cause.item());
        if (opinion == null)
            throw new IllegalStateException("Item " + cause.item() + " has no opinion behind it");
        return new Cause(opinion.item(), opinion.cause(), cause.contribution());
    }

    private TasteFeatures known(int number) {
        @Nullable TasteFeatures item = features.of(number);
        if (item == null)
            throw new IllegalArgumentException("The catalogue has no item number " + number);
        return item;
    }
}
