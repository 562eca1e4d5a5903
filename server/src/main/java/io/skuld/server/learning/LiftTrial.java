package io.skuld.server.learning;

import io.skuld.engine.model.signed.Profile;
import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.engine.model.taste.TasteModel;
import io.skuld.server.feedback.Opinion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One person's later opinions, ranked as if only the earlier ones were known, by each of some settings of the lift. What
/// was said in the next-to-last fifth is for choosing, what was said in the last for confirming.
///
/// A liked item is worth `1/log2(1 + its place)`, a disliked one as much less than nothing; its place is that among
/// everything the person has not spoken of, in the middle of what scores the same.
///
/// @param choosing by settings and opinion
/// @param confirming by settings and opinion
record LiftTrial(List<double[]> choosing, List<double[]> confirming) {
    /// Opinions that a person must have for this to tell anything.
    static final int FEWEST = 40;

    private static final float CLEAR = .4f;

    LiftTrial {
        choosing = List.copyOf(choosing);
        confirming = List.copyOf(confirming);
    }

    /// Someone's opinion with the number of its item.
    record Held(int number, Opinion opinion) {
        boolean clear() {
            return Math.abs(opinion.weight()) >= CLEAR;
        }
    }

    /// @param opinions about taste, of one person, by item number, at least [#FEWEST]
    static LiftTrial of(
            Map<Integer, Opinion> opinions,
            Tastes tastes,
            ItemFeatures features,
            Lift.Moment moment,
            List<LiftSettings> candidates) {
        List<Held> said =
                opinions.entrySet().stream()
                        .map(entry -> new Held(entry.getKey(), entry.getValue()))
                        .sorted(
                                Comparator.comparing((Held held) -> held.opinion().at())
                                        .thenComparing(held -> held.opinion().cause()))
                        .toList();
        int choosingFrom = said.size() * 3 / 5;
        int confirmingFrom = said.size() * 4 / 5;
        Map<Integer, Opinion> known = new HashMap<>();
        for (Held held : said.subList(0, choosingFrom)) known.put(held.number(), held.opinion());
        float[] expected = expected(tastes.fitted(known), features, known);
        Profile own = Lifts.profile(known);
        Lift walks = Lift.of(moment, own, LiftSettings.NONE);
        List<double[]> choosing = new ArrayList<>();
        List<double[]> confirming = new ArrayList<>();
        for (LiftSettings candidate : candidates) {
            float[] scores = scores(expected, walks.with(candidate));
            choosing.add(worth(said.subList(choosingFrom, confirmingFrom), scores));
            confirming.add(worth(said.subList(confirmingFrom, said.size()), scores));
        }
        return new LiftTrial(choosing, confirming);
    }

    /// Expected ratings by number, −∞ where nothing is to be ranked.
    private static float[] expected(
            TasteModel taste, ItemFeatures features, Map<Integer, Opinion> known) {
        float[] expected = new float[features.end()];
        for (int number = 0; number < expected.length; number++) {
            TasteFeatures row = features.of(number);
            expected[number] =
                    row == null || known.containsKey(number)
                            ? Float.NEGATIVE_INFINITY
                            : taste.raw(row);
        }
        return expected;
    }

    private static float[] scores(float[] expected, Lift lift) {
        float[] scores = expected.clone();
        for (int number = 0; number < scores.length; number++) scores[number] += lift.of(number);
        return scores;
    }

    private static double[] worth(List<Held> later, float[] scores) {
        return later.stream()
                .filter(held -> held.clear() && held.number() < scores.length)
                .mapToDouble(held -> Math.signum(held.opinion().weight()) * worth(held, scores))
                .toArray();
    }

    private static double worth(Held held, float[] scores) {
        float own = scores[held.number()];
        double place = .5; // the tie with itself makes it 1
        for (float score : scores) place += score > own ? 1 : score == own ? .5 : 0;
        return Math.log(2) / Math.log(1 + place);
    }
}
