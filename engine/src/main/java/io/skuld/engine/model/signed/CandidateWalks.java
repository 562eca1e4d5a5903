package io.skuld.engine.model.signed;

import io.skuld.engine.graph.ByDegree;
import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.math.Vectors;
import java.util.Arrays;

/// Walks of one person kept apart by sign pattern, and walks of five steps to a few chosen items: what a second stage and
/// a search for weights read. Holds its working memory; belongs to one thread.
public final class CandidateWalks {
    /// Cells of a person and of each side of an item: my sign on the first item (bit 2), their sign on it (bit 1).
    private static final int SIDES = 4;

    private static final int PATTERNS = SignWeights.PATTERNS;

    private final PathQuery query;
    private final float[] weights;
    private final ByDegree person;
    private final ByDegree source;
    private final ByDegree target;
    private final EdgeRun outer = new EdgeRun();
    private final EdgeRun inner = new EdgeRun();

    /// What reached each person, cells `4v + 2·(my sign) + (their sign)`, 1 for a dislike; 0 between queries.
    private float[] reached = new float[0];

    /// People reached, in the order they were met; the first `metCount` cells.
    private int[] met = new int[0];

    private int metCount;
    private boolean[] isMet = new boolean[0];

    /// What the walks bring to each item, cells `8i + 4·(their sign on it) + 2·(my sign) + (their sign)`.
    private float[] sums = new float[0];

    /// What the item's degree makes of it, shape (items).
    private float[] scale = new float[0];

    /// What each person passes on, cells `2v + (their sign on the last item)`; overwritten by each query of five steps.
    private float[] passed = new float[0];

    public CandidateWalks(PathSettings settings) {
        query = new PathQuery(settings);
        weights = settings.weights().toArray();
        person = ByDegree.ofPeople(new DegreePower(2 * settings.personExponent()));
        source = ByDegree.ofItems(new DegreePower(settings.sourceExponent()));
        target = ByDegree.ofItems(new DegreePower(settings.targetExponent()));
    }

    /// Turns to this person: walks three steps to all items at once. Costs what a [PathQuery] does, with four sums where
    /// that has one.
    ///
    /// @param now as in [PathQuery]
    public void turnTo(GraphView graph, int me, long now) {
        makeRoom(graph);
        float[] sources = source.in(graph);
        float[] passes = person.in(graph);
        float[] targets = target.in(graph);
        Arrays.fill(sums, 0, PATTERNS * graph.items(), 0);
        graph.itemsOf(me, outer);
        while (outer.next())
            for (int k = outer.from; k < outer.to; k++) {
                int item = EdgeRun.id(outer.ends[k]);
                float x = outer.strength(k) * query.recency(outer.time(k), now);
                spread(graph, item, outer.ends[k], x * sources[item]);
            }
        for (int n = 0; n < metCount; n++) gather(graph, met[n], passes[met[n]]);
        metCount = 0;
        float profile = query.profileScale(graph.personDegree(me));
        for (int i = 0; i < graph.items(); i++) scale[i] = profile * targets[i];
    }

    private void spread(GraphView graph, int item, int myEnd, float x) {
        int side = EdgeRun.liked(myEnd) ? 0 : 2;
        graph.peopleOf(item, inner);
        while (inner.next()) {
            int[] ends = inner.ends;
            for (int k = inner.from; k < inner.to; k++) {
                int v = EdgeRun.id(ends[k]);
                if (!isMet[v]) {
                    isMet[v] = true;
                    met[metCount++] = v;
                }
                reached[SIDES * v + side + EdgeRun.side(ends[k])] += x;
            }
        }
    }

    /// Passes on what reached this person, and forgets it.
    private void gather(GraphView graph, int v, float pass) {
        int from = SIDES * v;
        for (int s = from; s < from + SIDES; s++) reached[s] *= pass;
        graph.itemsOf(v, inner);
        while (inner.next()) {
            int[] ends = inner.ends;
            for (int k = inner.from; k < inner.to; k++)
                Vectors.add4(reached, from, sums, SIDES * EdgeRun.cell(ends[k]));
        }
        Arrays.fill(reached, from, from + SIDES, 0);
        isMet[v] = false;
    }

    /// Adds the walk scores of the person turned to.
    ///
    /// @param scores shape (items); a shorter one is filled as far as it goes
    public void addScores(GraphView graph, float[] scores) {
        float[] w = weights;
        for (int i = 0, at = 0; i < Math.min(graph.items(), scores.length); i++, at += PATTERNS)
            scores[i] +=
                    scale[i]
                            * (w[0] * sums[at]
                                    + w[2] * sums[at + 1]
                                    + w[4] * sums[at + 2]
                                    + w[6] * sums[at + 3]
                                    + w[1] * sums[at + 4]
                                    + w[3] * sums[at + 5]
                                    + w[5] * sums[at + 6]
                                    + w[7] * sums[at + 7]);
    }

    /// The eight sums of [SignedPathsModel] for the person turned to, before their weights:
    /// `Σ_k weights.get(k) · out[c][k]` is the walk score of candidate c.
    ///
    /// @param candidates item ids; the first `count` cells
    /// @param out row c is written to eight cells from `c · stride` on
    public void channels(int[] candidates, int count, float[] out, int stride) {
        for (int c = 0; c < count; c++) {
            float factor = scale[candidates[c]];
            int from = PATTERNS * candidates[c];
            int to = c * stride;
            for (int s = 0; s < SIDES; s++) {
                out[to + 2 * s] = factor * sums[from + s];
                out[to + 2 * s + 1] = factor * sums[from + SIDES + s];
            }
        }
    }

    /// Walks of five steps by way of a few items: as if the person liked each of them as much as `profile` says, and walked
    /// on from there. With the best candidates of three steps as these items they tell how well a candidate goes with the
    /// others. Costs a visit for each edge of `by` and of the candidates.
    ///
    /// @param by ids of items to walk on from
    /// @param profile shape (graph.items); read at `by`
    /// @param out shape (count); overwritten
    public void fiveSteps(
            GraphView graph, int[] by, float[] profile, int[] candidates, int count, float[] out) {
        makeRoom(graph);
        float[] sources = source.in(graph);
        float[] passes = person.in(graph);
        float[] targets = target.in(graph);
        Arrays.fill(passed, 0, 2 * graph.people(), 0);
        for (int i : by) send(graph, i, profile[i] * sources[i]);
        for (int v = 0; v < graph.people(); v++) passOn(v, passes[v]);
        for (int c = 0; c < count; c++)
            out[c] = targets[candidates[c]] * pull(graph, candidates[c]);
    }

    /// Four sums side by side: one alone would wait for each addition.
    private float pull(GraphView graph, int item) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        graph.peopleOf(item, inner);
        while (inner.next()) {
            int[] ends = inner.ends;
            int k = inner.from;
            for (; k + 3 < inner.to; k += 4) {
                a += passed[EdgeRun.cell(ends[k])];
                b += passed[EdgeRun.cell(ends[k + 1])];
                c += passed[EdgeRun.cell(ends[k + 2])];
                d += passed[EdgeRun.cell(ends[k + 3])];
            }
            for (; k < inner.to; k++) a += passed[EdgeRun.cell(ends[k])];
        }
        return a + b + (c + d);
    }

    private void send(GraphView graph, int item, float x) {
        float[] to = passed;
        graph.peopleOf(item, inner);
        while (inner.next()) {
            int[] ends = inner.ends;
            for (int k = inner.from; k < inner.to; k++) to[EdgeRun.cell(ends[k])] += x;
        }
    }

    private void passOn(int v, float pass) {
        float liked = pass * passed[2 * v];
        float disliked = pass * passed[2 * v + 1];
        passed[2 * v] = weights[0] * liked + weights[2] * disliked;
        passed[2 * v + 1] = weights[1] * liked + weights[3] * disliked;
    }

    private void makeRoom(GraphView graph) {
        if (isMet.length < graph.people()) {
            int room = graph.people() + graph.people() / 8;
            reached = new float[SIDES * room];
            met = new int[room];
            isMet = new boolean[room];
            passed = new float[2 * room];
        }
        if (scale.length < graph.items()) {
            int room = graph.items() + graph.items() / 8;
            sums = new float[PATTERNS * room];
            scale = new float[room];
        }
    }
}
