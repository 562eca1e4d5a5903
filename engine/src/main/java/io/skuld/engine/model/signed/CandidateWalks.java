package io.skuld.engine.model.signed;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import java.util.Arrays;

/// Walks to a few chosen items, kept apart by sign pattern or five steps long: what a second stage and a search for
/// weights read. Pulls from each candidate's people instead of pushing to all items. Holds its working memory; belongs to
/// one thread.
public final class CandidateWalks {
    private static final int SIDES = 4;

    private final PathQuery query;
    private final float[] weights;
    private final DegreePower person;
    private final DegreePower source;
    private final DegreePower target;
    private final EdgeRun outer = new EdgeRun();
    private final EdgeRun inner = new EdgeRun();

    /// What reached each person, cells `4v + 2·(my sign) + (their sign)`, 1 for a dislike; 0 between queries.
    private float[] reached = new float[0];

    /// People reached, in the order they were met; the first `metCount` cells.
    private int[] met = new int[0];

    private int metCount;
    private boolean[] isMet = new boolean[0];

    /// What each person passes on, cells `2v + (their sign on the last item)`; overwritten by each query of five steps.
    private float[] passed = new float[0];

    public CandidateWalks(PathSettings settings) {
        query = new PathQuery(settings);
        weights = settings.weights().toArray();
        person = new DegreePower(2 * settings.personExponent());
        source = new DegreePower(settings.sourceExponent());
        target = new DegreePower(settings.targetExponent());
    }

    /// The eight sums of [SignedPathsModel], before their weights: `Σ_k weights.get(k) · out[c][k]` is the walk score of
    /// candidate c.
    ///
    /// @param now as in [PathQuery]
    /// @param candidates item ids; the first `count` cells
    /// @param out shape (count, 8), row-major; overwritten
    public void channels(
            GraphView graph, int me, long now, int[] candidates, int count, float[] out) {
        makeRoom(graph);
        graph.itemsOf(me, outer);
        while (outer.next())
            for (int k = outer.from; k < outer.to; k++) {
                int item = EdgeRun.id(outer.ends[k]);
                float x = outer.strength(k) * query.recency(outer.time(k), now);
                spread(graph, item, outer.ends[k], x * source.of(graph.itemDegree(item)));
            }
        for (int n = 0; n < metCount; n++) {
            float pass = person.of(graph.personDegree(met[n]));
            for (int s = 0; s < SIDES; s++) reached[SIDES * met[n] + s] *= pass;
        }
        float profile = query.profileScale(graph.personDegree(me));
        for (int c = 0; c < count; c++) pullChannels(graph, candidates[c], profile, out, c);
        forget();
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

    private void pullChannels(GraphView graph, int item, float profile, float[] out, int row) {
        int at = row * SignWeights.PATTERNS;
        Arrays.fill(out, at, at + SignWeights.PATTERNS, 0);
        graph.peopleOf(item, inner);
        while (inner.next()) {
            int[] ends = inner.ends;
            for (int k = inner.from; k < inner.to; k++) {
                int from = SIDES * EdgeRun.id(ends[k]);
                int to = at + EdgeRun.side(ends[k]);
                for (int s = 0; s < SIDES; s++) out[to + 2 * s] += reached[from + s];
            }
        }
        float scale = profile * target.of(graph.itemDegree(item));
        for (int c = at; c < at + SignWeights.PATTERNS; c++) out[c] *= scale;
    }

    private void forget() {
        for (int n = 0; n < metCount; n++) {
            int v = met[n];
            isMet[v] = false;
            Arrays.fill(reached, SIDES * v, SIDES * v + SIDES, 0);
        }
        metCount = 0;
    }

    /// Walks of five steps: as if the person liked each item as much as `profile` says, and walked on from there. With the
    /// first three steps' answer as profile they lead to what everyone ends up with, so a ranker gives them a negative
    /// weight. Nearly everybody is reached.
    ///
    /// @param profile shape (graph.items)
    /// @param out shape (count); overwritten
    public void fiveSteps(
            GraphView graph, float[] profile, int[] candidates, int count, float[] out) {
        makeRoom(graph);
        Arrays.fill(passed, 0, 2 * graph.people(), 0);
        for (int item = 0; item < graph.items(); item++)
            if (profile[item] != 0)
                send(graph, item, profile[item] * source.of(graph.itemDegree(item)));
        for (int v = 0; v < graph.people(); v++) passOn(v, person.of(graph.personDegree(v)));
        for (int c = 0; c < count; c++) {
            int item = candidates[c];
            float sum = 0;
            graph.peopleOf(item, inner);
            while (inner.next()) {
                int[] ends = inner.ends;
                for (int k = inner.from; k < inner.to; k++) sum += passed[EdgeRun.cell(ends[k])];
            }
            out[c] = sum * target.of(graph.itemDegree(item));
        }
    }

    private void send(GraphView graph, int item, float x) {
        float[] sums = passed;
        graph.peopleOf(item, inner);
        while (inner.next()) {
            int[] ends = inner.ends;
            for (int k = inner.from; k < inner.to; k++) sums[EdgeRun.cell(ends[k])] += x;
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
    }
}
