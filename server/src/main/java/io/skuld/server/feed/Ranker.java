package io.skuld.server.feed;

import io.skuld.server.feed.Card.Slot;
import io.skuld.server.feed.FeedPage.End;
import io.skuld.server.learning.Lift;
import io.skuld.server.learning.Taste;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Orders what may be shown to a person. The same candidates, taste, seed and instant give the same order.
///
/// With a taste: expected ratings of everything, plus what the graph adds, moved up when fresh; then varied; then some places go to finding out.
/// What to find out is chosen by Thompson sampling (Thompson 1933; Chapelle and Li, NIPS 2011) among a pool drawn at
/// random, since how unsure a prediction is costs too much to know for everything.
final class Ranker {
    /// How daring a mode is.
    ///
    /// @param caution standard deviations that the best are marked down by
    /// @param exploreEvery one place in so many is for finding out; 0 for none
    /// @param pool how many items are looked at for that
    /// @param variety points deducted for each neighbour by the same creator
    private record Daring(float caution, int exploreEvery, int pool, float variety) {}

    /// Only so many of the best are looked at with caution.
    private static final int CAUTIOUS = 48;

    /// Rating points between an unknown and a famous item, for a person of whom nothing is known.
    private static final float FAME = 5;

    /// Rating points of chance, for a person of whom nothing is known.
    private static final float STARTER_CHANCE = .7f;

    private static final float STARTER_VARIETY = 3;

    private final Candidates candidates;
    private final FeedSettings settings;
    private final Draws draws;
    private final long seed;
    private final Instant now;

    Ranker(Candidates candidates, FeedSettings settings, long seed, Instant now) {
        this.candidates = candidates;
        this.settings = settings;
        this.seed = seed;
        this.draws = new Draws(seed);
        this.now = now;
    }

    /// @param taste null when nothing is known
    /// @param lift what the graph adds to expected ratings
    /// @param known how well known items are among the people who share, by number
    Ranking rank(FeedMode mode, @Nullable Taste taste, Lift lift, float[] known) {
        return switch (mode) {
            case NO_ALGORITHM -> newestFirst();
            case FAMILIAR -> by(taste, lift, known, new Daring(1, 0, 0, settings.variety() / 2));
            case BALANCED ->
                    by(
                            taste,
                            lift,
                            known,
                            new Daring(0, settings.exploreEvery(), 24, settings.variety()));
            case EXPLORE -> by(taste, lift, known, new Daring(0, 2, 96, settings.variety() * 1.5f));
        };
    }

    private Ranking by(@Nullable Taste taste, Lift lift, float[] known, Daring daring) {
        return taste == null ? starter(known) : byTaste(taste, lift, daring);
    }

    private Ranking byTaste(Taste taste, Lift lift, Daring daring) {
        float[] values = expected(taste);
        for (int place = 0; place < values.length; place++)
            values[place] +=
                    lift.of(numberAt(place))
                            + settings.freshness() * freshness(candidates.get(place));
        int[] best = best(values);
        if (daring.caution() > 0) markDown(best, values, daring.caution(), taste);
        Mixture mixture =
                new Mixture(
                        varied(best, values, daring.variety()),
                        toFindOut(values, daring.pool(), taste),
                        daring.exploreEvery(),
                        drawn(candidates.forgotten(), Integer.MAX_VALUE),
                        settings.forgottenEvery(),
                        candidates.resting(),
                        seed);
        return ranking(mixture, values);
    }

    private Ranking ranking(Mixture mixture, float[] values) {
        int[] order = mixture.items();
        return ranking(order, p -> slot(mixture.slot(p), order[p]), values);
    }

    private Ranking ranking(int[] order, IntFunction<Slot> slot, float[] values) {
        Facts[] items = new Facts[order.length];
        Slot[] slots = new Slot[order.length];
        float[] scores = new float[order.length];
        for (int p = 0; p < order.length; p++) {
            items[p] = candidates.get(order[p]);
            slots[p] = slot.apply(p);
            scores[p] = values[order[p]];
        }
        return new Ranking(
                items, slots, scores, candidates.any() ? End.ALL_SEEN : End.NOTHING_THERE);
    }

    private Slot slot(Slot slot, int place) {
        return slot == Slot.TASTE && isFresh(candidates.get(place)) ? Slot.FRESH : slot;
    }

    /// The open places by value, highest first.
    private int[] best(float[] values) {
        return Descending.order(Arrays.copyOf(values, candidates.open()));
    }

    private float[] expected(Taste taste) {
        int last = 0;
        for (int place = 0; place < candidates.size(); place++)
            last = Math.max(last, candidates.get(place).number);
        float[] byNumber = new float[last + 1];
        taste.predictAll(byNumber);
        float[] values = new float[candidates.size()];
        for (int place = 0; place < values.length; place++)
            values[place] = byNumber[candidates.get(place).number];
        return values;
    }

    /// Re-orders the first [#CAUTIOUS] by what they are worth at least.
    private void markDown(int[] best, float[] values, float caution, Taste taste) {
        int count = Math.min(CAUTIOUS, best.length);
        taste.prepareUncertainties(Arrays.stream(best).limit(count).map(this::numberAt).toArray());
        float[] atLeast = new float[count];
        for (int i = 0; i < count; i++)
            atLeast[i] = values[best[i]] - caution * (float) taste.uncertainty(numberAt(best[i]));
        int[] before = Arrays.copyOf(best, count);
        int[] order = Descending.order(atLeast);
        for (int i = 0; i < count; i++) best[i] = before[order[i]];
    }

    /// The open places that tell the most: highest first by a draw from what their rating may be.
    private int[] toFindOut(float[] values, int pool, Taste taste) {
        int[] drawn = drawn(IntStream.range(0, candidates.open()).toArray(), pool);
        taste.prepareUncertainties(Arrays.stream(drawn).map(this::numberAt).toArray());
        float[] draw = new float[drawn.length];
        for (int i = 0; i < drawn.length; i++) {
            int number = numberAt(drawn[i]);
            draw[i] = values[drawn[i]] + (float) (taste.uncertainty(number) * draws.normal(number));
        }
        return Arrays.stream(Descending.order(draw)).map(i -> drawn[i]).toArray();
    }

    /// So many of the places at random, in a random order.
    private int[] drawn(int[] places, int count) {
        float[] lot = new float[places.length];
        for (int i = 0; i < lot.length; i++) lot[i] = (float) draws.uniform(numberAt(places[i]));
        return Arrays.stream(Descending.order(lot)).limit(count).map(i -> places[i]).toArray();
    }

    private int numberAt(int place) {
        return candidates.get(place).number;
    }

    /// 1 when it has just appeared, half of that after each half-life; 0 when nobody knows.
    private float freshness(Facts facts) {
        if (facts.published == Facts.UNKNOWN) return 0;
        double age = now.toEpochMilli() - (double) facts.published;
        return age < 0 ? 0 : (float) Math.pow(.5, age / settings.freshHalfLife().toMillis());
    }

    private boolean isFresh(Facts facts) {
        return settings.freshness() > 0 && freshness(facts) >= .5f;
    }

    /// Known works first, as different as can be, for a person of whom nothing is known.
    private Ranking starter(float[] known) {
        float[] values = new float[candidates.size()];
        for (int place = 0; place < values.length; place++)
            values[place] =
                    FAME * candidates.get(place).fameWith(known)
                            + STARTER_CHANCE * (float) draws.normal(numberAt(place));
        int[] order = varied(best(values), values, STARTER_VARIETY * settings.variety());
        return ranking(all(order), p -> Slot.STARTER, new float[values.length]);
    }

    /// Ties go to what came into the catalogue last.
    private Ranking newestFirst() {
        int open = candidates.open();
        long[] newest = new long[open];
        for (int i = 0; i < open; i++) newest[i] = candidates.get(open - 1 - i).newest;
        int[] order = Arrays.stream(Descending.order(newest)).map(i -> open - 1 - i).toArray();
        return ranking(all(order), p -> Slot.NEWEST, new float[candidates.size()]);
    }

    /// What was liked follows at the end, so that the list is never short.
    private int[] all(int[] order) {
        return IntStream.concat(
                        Arrays.stream(order), IntStream.range(candidates.open(), candidates.size()))
                .toArray();
    }

    private int[] varied(int[] order, float[] values, float strength) {
        int open = candidates.open();
        int[] creators = new int[open];
        int[][] topics = new int[open][];
        for (int place = 0; place < open; place++) {
            creators[place] = candidates.get(place).creator;
            topics[place] = candidates.get(place).topics;
        }
        return new Variety(values, creators, topics, strength).apply(order);
    }
}
