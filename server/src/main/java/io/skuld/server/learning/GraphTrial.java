package io.skuld.server.learning;

import io.skuld.engine.math.TopN;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.ProfileWalks;
import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.engine.model.taste.TasteModel;
import io.skuld.server.feedback.Opinion;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One person's later opinions, ranked as if only the earlier ones were known, by any settings of the graph. What was said
/// in the next-to-last fifth is for choosing, what was said in the last for confirming.
///
/// A liked item is worth `1/log2(1 + its place)`, a disliked one as much less than nothing; its place is that among
/// everything the person has not spoken of, in the middle of what scores the same. Not thread-safe: the walks of the last
/// settings are kept.
final class GraphTrial {
    /// Opinions that a person must have for this to tell anything.
    static final int FEWEST = 40;

    private static final float CLEAR = .4f;

    private final Map<Integer, Opinion> known = new HashMap<>();
    private final List<Held> choosing;
    private final List<Held> confirming;
    private final float[] expected;
    private final Lift.Moment moment;
    private @Nullable Walked walked;

    /// Someone's opinion with the number of its item.
    private record Held(int number, Opinion opinion) {
        boolean clear() {
            return Math.abs(opinion.weight()) >= CLEAR;
        }
    }

    private record Walked(PathSettings walks, Lift lift) {}

    /// @param opinions about taste, of one person, by item number, at least [#FEWEST]
    GraphTrial(
            Map<Integer, Opinion> opinions,
            Tastes tastes,
            ItemFeatures features,
            Lift.Moment moment) {
        this.moment = moment;
        List<Held> said =
                opinions.entrySet().stream()
                        .map(entry -> new Held(entry.getKey(), entry.getValue()))
                        .sorted(
                                Comparator.comparing((Held held) -> held.opinion().at())
                                        .thenComparing(held -> held.opinion().cause()))
                        .toList();
        int choosingFrom = said.size() * 3 / 5;
        int confirmingFrom = said.size() * 4 / 5;
        for (Held held : said.subList(0, choosingFrom)) known.put(held.number(), held.opinion());
        expected = expected(tastes.fitted(known), features, known);
        choosing = judged(said.subList(choosingFrom, confirmingFrom));
        confirming = judged(said.subList(confirmingFrom, said.size()));
    }

    private List<Held> judged(List<Held> later) {
        return later.stream()
                .filter(held -> held.clear() && held.number() < expected.length)
                .toList();
    }

    /// Expected ratings by number, −∞ where nothing is to be ranked.
    private static float[] expected(
            TasteModel taste, ItemFeatures features, Map<Integer, Opinion> known) {
        float[] expected = new float[features.end()];
        for (int number = 0; number < expected.length; number++) {
            TasteFeatures row = features.of(number);
            expected[number] =
                    row == null || known.containsKey(number) ? TopN.EXCLUDED : taste.raw(row);
        }
        return expected;
    }

    /// Opinions held out for confirming.
    int confirming() {
        return confirming.size();
    }

    int choosing() {
        return choosing.size();
    }

    /// What each opinion for choosing is worth with these settings.
    double[] choosing(GraphSettings settings) {
        return worth(choosing, settings);
    }

    /// What each opinion for confirming is worth.
    double[] confirming(GraphSettings settings) {
        return worth(confirming, settings);
    }

    private double[] worth(List<Held> later, GraphSettings settings) {
        Lift lift = walk(settings.walks()).with(settings.counts());
        float[] scores = expected.clone();
        for (int number = 0; number < scores.length; number++) scores[number] += lift.of(number);
        return later.stream()
                .mapToDouble(held -> Math.signum(held.opinion().weight()) * worth(held, scores))
                .toArray();
    }

    private Lift walk(PathSettings walks) {
        Walked before = walked;
        if (before != null && before.walks.equals(walks)) return before.lift;
        Lift lift =
                Lift.of(
                        moment,
                        new ProfileWalks(walks),
                        Lifts.profile(known, walks.halfLife()),
                        LiftSettings.NONE);
        walked = new Walked(walks, lift);
        return lift;
    }

    private static double worth(Held held, float[] scores) {
        float own = scores[held.number()];
        double place = .5; // the tie with itself makes it 1
        for (float score : scores) place += score > own ? 1 : score == own ? .5 : 0;
        return Math.log(2) / Math.log(1 + place);
    }
}
