package io.skuld.server.activity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// What was going on from `start` up to but without `end`, in milliseconds since 1970 UTC.
record Stretch<T>(long start, long end, T what) {
    /// Makes stretches that overlap follow each other: what began last is in front while it lasts, then what was there
    /// before goes on. Gaps of up to this many milliseconds are closed, as `flood` of ActivityWatch does: watchers look
    /// only every few seconds. By start.
    static <T> List<Stretch<T>> flooded(Collection<Stretch<T>> stretches, long gap) {
        List<Stretch<T>> flooded = new ArrayList<>();
        for (Stretch<T> next : inFront(stretches)) {
            Stretch<T> last = flooded.isEmpty() ? next : flooded.getLast();
            if (last != next && next.start() - last.end() <= gap)
                flooded.set(
                        flooded.size() - 1, new Stretch<>(last.start(), next.start(), last.what()));
            flooded.add(next);
        }
        return flooded;
    }

    /// A sweep over all starts and ends; those that last no time are never in front.
    private static <T> List<Stretch<T>> inFront(Collection<Stretch<T>> stretches) {
        List<Stretch<T>> coming =
                stretches.stream().sorted(Comparator.comparingLong(Stretch::start)).toList();
        PriorityQueue<Stretch<T>> begun =
                new PriorityQueue<>(
                        Comparator.<Stretch<T>>comparingLong(Stretch::start).reversed());
        List<Stretch<T>> inFront = new ArrayList<>();
        int next = 0;
        long now = Long.MIN_VALUE;
        while (next < coming.size() || !begun.isEmpty()) {
            if (begun.isEmpty()) now = Math.max(now, coming.get(next).start());
            while (next < coming.size() && coming.get(next).start() <= now)
                begun.add(coming.get(next++));
            Stretch<T> front = begun.remove();
            if (front.end() <= now) continue;
            long until =
                    next < coming.size()
                            ? Math.min(front.end(), coming.get(next).start())
                            : front.end();
            inFront.add(new Stretch<>(now, until, front.what()));
            if (until < front.end()) begun.add(front);
            now = until;
        }
        return inFront;
    }

    /// What of `ones` lies within `others`.
    ///
    /// @param ones by start, without overlaps; as `others`
    static <T> List<Stretch<T>> within(List<Stretch<T>> ones, List<? extends Stretch<?>> others) {
        List<Stretch<T>> within = new ArrayList<>();
        int first = 0;
        for (Stretch<T> one : ones) {
            while (first < others.size() && others.get(first).end() <= one.start()) first++;
            for (int at = first; at < others.size() && others.get(at).start() < one.end(); at++)
                within.add(one.clipped(others.get(at).start(), others.get(at).end()));
        }
        return within;
    }

    /// The part of it that lies between the two.
    Stretch<T> clipped(long from, long to) {
        return new Stretch<>(Math.max(start, from), Math.min(end, to), what);
    }
}
