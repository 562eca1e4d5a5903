package io.skuld.server.feed;

import io.skuld.server.feed.Card.Slot;
import java.util.Arrays;

/// A whole feed in order, before it is cut into pages. Unchanging; keeps the arrays it is given.
final class Ranking {
    private final Facts[] items;
    private final Slot[] slots;
    private final float[] scores;
    private final FeedPage.End end;

    /// @param items in order
    /// @param slots what put each there
    /// @param scores what each was ordered by
    /// @param end why it ends where it ends
    Ranking(Facts[] items, Slot[] slots, float[] scores, FeedPage.End end) {
        this.items = items;
        this.slots = slots;
        this.scores = scores;
        this.end = end;
    }

    /// As much of it as fits into a time.
    Ranking within(long seconds) {
        int[] order = new int[size()];
        Arrays.setAll(order, place -> place);
        int[] taken =
                TimePlan.fill(
                        order, Arrays.stream(items).mapToInt(i -> i.seconds).toArray(), seconds);
        Facts[] someItems = new Facts[taken.length];
        Slot[] someSlots = new Slot[taken.length];
        float[] someScores = new float[taken.length];
        for (int p = 0; p < taken.length; p++) {
            someItems[p] = items[taken[p]];
            someSlots[p] = slots[taken[p]];
            someScores[p] = scores[taken[p]];
        }
        return new Ranking(someItems, someSlots, someScores, endAfter(taken.length));
    }

    private FeedPage.End endAfter(int taken) {
        if (taken == size()) return end; // there was time for everything
        return taken == 0 ? FeedPage.End.NOTHING_FITS : FeedPage.End.BUDGET_SPENT;
    }

    int size() {
        return items.length;
    }

    Facts item(int place) {
        return items[place];
    }

    Slot slot(int place) {
        return slots[place];
    }

    float score(int place) {
        return scores[place];
    }

    FeedPage.End end() {
        return end;
    }
}
