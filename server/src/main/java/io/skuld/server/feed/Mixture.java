package io.skuld.server.feed;

import io.skuld.server.feed.Card.Slot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Puts the orders of a feed together: mostly the main one, with some places for finding out and for what was forgotten.
/// Never the first place, and never at a fixed beat. Each item comes once.
final class Mixture {
    private final BitSet used = new BitSet();
    private final List<Integer> items = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private final Draws draws;

    /// One of the orders, with how far it was used.
    private final class Part {
        private final int[] order;
        private final Slot slot;
        private final int every;
        private int next;

        Part(int[] order, Slot slot, int every) {
            this.order = order;
            this.slot = slot;
            this.every = every;
        }

        boolean takeIfDue() {
            return isDue(items.size()) && take();
        }

        /// Adds its next item that was not used yet; false when it has none.
        boolean take() {
            while (next < order.length && used.get(order[next])) next++;
            if (next == order.length) return false;
            used.set(order[next]);
            items.add(order[next]);
            slots.add(slot);
            return true;
        }

        /// Once in every block of places, each time somewhere else.
        private boolean isDue(int place) {
            if (every == 0 || place == 0) return false;
            long block = place / every;
            return place % every
                    == draws.below(every, Slot.values().length * block + slot.ordinal());
        }
    }

    /// @param main most of the feed
    /// @param explore for one place in `exploreEvery`; may hold what `main` holds
    /// @param forgotten for one place in `forgottenEvery`; the rest of it follows after `main`
    /// @param resting comes last
    Mixture(
            int[] main,
            int[] explore,
            int exploreEvery,
            int[] forgotten,
            int forgottenEvery,
            int[] resting,
            long seed) {
        draws = new Draws(seed);
        Part finding = new Part(explore, Slot.EXPLORE, exploreEvery);
        Part old = new Part(forgotten, Slot.FORGOTTEN, forgottenEvery);
        Part most = new Part(main, Slot.TASTE, 1);
        Part last = new Part(resting, Slot.FORGOTTEN, 1);
        boolean more = true;
        while (more)
            more =
                    finding.takeIfDue()
                            || old.takeIfDue()
                            || most.take()
                            || old.take()
                            || last.take();
    }

    /// What comes at each place.
    int[] items() {
        return items.stream().mapToInt(Integer::intValue).toArray();
    }

    Slot slot(int place) {
        return slots.get(place);
    }
}
