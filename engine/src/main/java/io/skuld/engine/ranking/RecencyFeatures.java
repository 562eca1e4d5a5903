package io.skuld.engine.ranking;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// What the times of signals tell of a person's candidates: what others met around the moment when they met what this person
/// met last, how much a candidate was met around the person's latest signal, how old it is then. Only for data with times.
/// Everything counts from the person's own latest signal, so that features do not drift while nobody is there.
/// Holds its working memory; belongs to one thread.
final class RecencyFeatures {
    /// Met by others close in time to the person's latest items: `Σ_j w_j Σ_v k(t_vi − t_vj) / √(d_j d_i)` over the latest
    /// own items j and the people v of both, with `k(t) = 1/(1 + |t|/hour)` and `w` falling with each newer own item.
    private static final int SAME_HOUR = 0;

    /// The same over likes alone.
    private static final int LIKED_SAME_HOUR = 1;

    /// The same as the first with a month in the place of an hour.
    private static final int SAME_MONTH = 2;

    /// The same whenever it was.
    private static final int TOGETHER = 3;

    /// The same as the first, all the latest items alike.
    private static final int SAME_HOUR_EVENLY = 4;

    /// Whether others met it soon after rather than before, from 1 to −1.
    private static final int AFTER = 5;

    private static final int MET_THIS_MONTH = 6;
    private static final int MET_THIS_YEAR = 7;
    private static final int SHARE_THIS_YEAR = 8;

    /// Since the candidate was first, last and midway met; negative when that is still to come.
    private static final int SINCE_FIRST = 9;

    private static final int SINCE_LAST = 10;
    private static final int SINCE_MIDDLE = 11;

    /// How far its age is from what the person met lately.
    private static final int UNUSUAL_AGE = 12;

    private static final int USUAL_AGE = 13;
    private static final int SIGNALS_TODAY = 14;
    private static final int DAYS_KNOWN = 15;

    /// Numbers for each candidate.
    static final int COUNT = DAYS_KNOWN + 1;

    private static final double HOUR = 3600;
    private static final double MONTH = 30 * 24 * HOUR;
    private static final int DAY_MINUTES = 24 * 60;

    /// Own signals that count as the latest.
    private static final int LATEST = 24;

    /// After this many newer ones an own signal counts half.
    private static final float HALVED_AFTER = 6;

    /// People looked at for each own signal, about; of more a fixed sample.
    private static final int PEOPLE = 100;

    private final ItemTimes times;

    /// Row of each item among the candidates plus one; 0 between queries.
    private final int[] slot;

    private final EdgeRun people = new EdgeRun();
    private final EdgeRun theirs = new EdgeRun();

    private record Signal(int item, boolean liked, long time) {}

    RecencyFeatures(ItemTimes times, int items) {
        this.times = times;
        slot = new int[items];
    }

    /// @param out the features of item c are written to `COUNT` cells from `c · stride + at` on
    void read(GraphView graph, int person, int[] items, float[] out, int stride, int at) {
        for (int c = 0; c < items.length; c++)
            Arrays.fill(out, c * stride + at, c * stride + at + COUNT, 0);
        List<Signal> own = newestFirst(graph, person);
        if (own.isEmpty()) return;
        readCompany(graph, person, own, items, out, stride, at);
        readPerson(own, items.length, out, stride, at);
        readAges(own, items, out, stride, at);
    }

    private static List<Signal> newestFirst(GraphView graph, int person) {
        List<Signal> own = new ArrayList<>();
        EdgeRun run = new EdgeRun();
        graph.itemsOf(person, run);
        while (run.next())
            for (int k = run.from; k < run.to; k++)
                if (run.time(k) != SignedEdges.NO_TIME)
                    own.add(
                            new Signal(
                                    EdgeRun.id(run.ends[k]),
                                    EdgeRun.liked(run.ends[k]),
                                    run.time(k)));
        own.sort(Comparator.comparingLong(Signal::time).reversed().thenComparingInt(Signal::item));
        return own;
    }

    private void readCompany(
            GraphView graph,
            int person,
            List<Signal> own,
            int[] items,
            float[] out,
            int stride,
            int at) {
        for (int c = 0; c < items.length; c++) slot[items[c]] = c * stride + at + 1;
        float[] before = new float[items.length];
        for (int n = 0; n < Math.min(LATEST, own.size()); n++)
            addCompany(graph, person, own.get(n), n, out, stride, before);
        for (int c = 0; c < items.length; c++) {
            int cell = c * stride + at;
            double degree = Math.sqrt(Math.max(1, graph.itemDegree(items[c])));
            for (int f : new int[] {SAME_HOUR, SAME_MONTH, TOGETHER, SAME_HOUR_EVENLY})
                out[cell + f] /= (float) degree;
            out[cell + LIKED_SAME_HOUR] /=
                    (float) Math.sqrt(Math.max(1, graph.itemLikes(items[c])));
            float after = out[cell + AFTER];
            out[cell + AFTER] = (after - before[c]) / (after + before[c] + 1);
            slot[items[c]] = 0;
        }
    }

    private void addCompany(
            GraphView graph,
            int person,
            Signal mine,
            int newer,
            float[] out,
            int stride,
            float[] before) {
        int degree = graph.itemDegree(mine.item);
        int oneIn = (degree + PEOPLE - 1) / PEOPLE;
        float fading = oneIn / (1 + newer / HALVED_AFTER);
        float even = oneIn / (float) Math.sqrt(degree);
        float weight = fading / (float) Math.sqrt(degree);
        float likedWeight = mine.liked ? fading / (float) Math.sqrt(graph.itemLikes(mine.item)) : 0;
        graph.peopleOf(mine.item, people);
        while (people.next())
            for (int k = people.from; k < people.to; k++) {
                int v = EdgeRun.id(people.ends[k]);
                if (v == person || !isSampled(v, oneIn)) continue;
                long met = graph.time(v, mine.item);
                if (met == SignedEdges.NO_TIME) continue;
                float liked = EdgeRun.liked(people.ends[k]) ? likedWeight : 0;
                graph.itemsOf(v, theirs);
                while (theirs.next())
                    for (int t = theirs.from; t < theirs.to; t++) {
                        int cell = slot[EdgeRun.id(theirs.ends[t])] - 1;
                        if (cell < 0 || theirs.time(t) == SignedEdges.NO_TIME) continue;
                        double later = theirs.time(t) - met;
                        float near = (float) (1 / (1 + Math.abs(later) / HOUR));
                        out[cell + SAME_HOUR] += weight * near;
                        out[cell + SAME_MONTH] +=
                                weight * (float) (1 / (1 + Math.abs(later) / MONTH));
                        out[cell + TOGETHER] += weight;
                        out[cell + SAME_HOUR_EVENLY] += even * near;
                        if (EdgeRun.liked(theirs.ends[t]))
                            out[cell + LIKED_SAME_HOUR] += liked * near;
                        if (later > 0) out[cell + AFTER] += fading * near;
                        else if (later < 0) before[cell / stride] += fading * near;
                    }
            }
    }

    /// One in so many people, the same ones whatever order they come in.
    private static boolean isSampled(int person, int oneIn) {
        return oneIn == 1 || Integer.remainderUnsigned((person * 0x9E3779B9) >>> 7, oneIn) == 0;
    }

    /// The same for all candidates: it tells how far to trust the rest.
    private static void readPerson(List<Signal> own, int rows, float[] out, int stride, int at) {
        long latest = own.getFirst().time;
        float known = (float) days((latest - own.getLast().time) / 60);
        long today = own.stream().filter(s -> latest - s.time < DAY_MINUTES * 60L).count();
        for (int c = 0; c < rows; c++) {
            out[c * stride + at + SIGNALS_TODAY] = (float) Math.log1p(today);
            out[c * stride + at + DAYS_KNOWN] = known;
        }
    }

    private void readAges(List<Signal> own, int[] items, float[] out, int stride, int at) {
        int now = ItemTimes.minutes(own.getFirst().time);
        double usual =
                own.stream()
                        .limit(LATEST)
                        .mapToDouble(s -> ageOf(s.item, ItemTimes.minutes(s.time)))
                        .average()
                        .orElse(0);
        for (int c = 0; c < items.length; c++) {
            int cell = c * stride + at;
            int[] met = times.of(items[c]);
            int year = within(met, now, 365 * DAY_MINUTES);
            out[cell + MET_THIS_MONTH] = (float) Math.log1p(within(met, now, 30 * DAY_MINUTES));
            out[cell + MET_THIS_YEAR] = (float) Math.log1p(year);
            out[cell + SHARE_THIS_YEAR] = (year + 1f) / (met.length + 5f);
            out[cell + USUAL_AGE] = (float) usual;
            if (met.length == 0) continue;
            out[cell + SINCE_FIRST] = (float) days(now - met[0]);
            out[cell + SINCE_LAST] = (float) days(now - met[met.length - 1]);
            out[cell + SINCE_MIDDLE] = (float) days(now - met[met.length / 2]);
            out[cell + UNUSUAL_AGE] = (float) Math.abs(ageOf(items[c], now) - usual);
        }
    }

    /// How long the item had been around, 0 before it came.
    private double ageOf(int item, int minute) {
        int[] met = times.of(item);
        return met.length == 0 ? 0 : days(Math.max(0, minute - met[0]));
    }

    /// `log(1 + |days|)` with the sign of the span.
    private static double days(long minutes) {
        return Math.copySign(Math.log1p(Math.abs(minutes) / (double) DAY_MINUTES), minutes);
    }

    /// Signals at most `span` minutes away from `minute`, on either side.
    private static int within(int[] met, int minute, int span) {
        return ItemTimes.countBefore(met, minute + span + 1)
                - ItemTimes.countBefore(met, minute - span);
    }
}
