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
    private final SignWeights weights;
    private final DegreePower person;
    private final DegreePower source;
    private final DegreePower target;
    private final EdgeRun outer = new EdgeRun();
    private final EdgeRun inner = new EdgeRun();

    /// What reached each person, cells `4v + 2·(my sign) + (their sign)`, 1 for a dislike.
    private float[] reached = new float[0];

    public CandidateWalks(PathSettings settings) {
        query = new PathQuery(settings);
        weights = settings.weights();
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
        float profile = query.profileScale(graph.personDegree(me));
        for (int c = 0; c < count; c++) pullChannels(graph, candidates[c], profile, out, c);
    }

    private void spread(GraphView graph, int item, int myEnd, float x) {
        int side = EdgeRun.liked(myEnd) ? 0 : 2;
        graph.peopleOf(item, inner);
        while (inner.next())
            for (int k = inner.from; k < inner.to; k++) {
                int end = inner.ends[k];
                reached[SIDES * EdgeRun.id(end) + side + (EdgeRun.liked(end) ? 0 : 1)] += x;
            }
    }

    private void pullChannels(GraphView graph, int item, float profile, float[] out, int row) {
        int at = row * SignWeights.PATTERNS;
        Arrays.fill(out, at, at + SignWeights.PATTERNS, 0);
        graph.peopleOf(item, inner);
        while (inner.next())
            for (int k = inner.from; k < inner.to; k++) {
                int v = EdgeRun.id(inner.ends[k]);
                int dislike = EdgeRun.liked(inner.ends[k]) ? 0 : 1;
                float pass = person.of(graph.personDegree(v));
                for (int s = 0; s < SIDES; s++)
                    out[at + 2 * s + dislike] += pass * reached[SIDES * v + s];
            }
        float scale = profile * target.of(graph.itemDegree(item));
        for (int c = at; c < at + SignWeights.PATTERNS; c++) out[c] *= scale;
    }

    /// Walks of five steps: as if the person liked each item as much as `profile` says, and walked on from there. With the
    /// first three steps' answer as profile they lead to what everyone ends up with, so a ranker gives them a negative
    /// weight.
    ///
    /// @param profile shape (graph.items)
    /// @param out shape (count); overwritten
    public void fiveSteps(
            GraphView graph, float[] profile, int[] candidates, int count, float[] out) {
        makeRoom(graph);
        for (int item = 0; item < graph.items(); item++) {
            if (profile[item] == 0) continue;
            spread(graph, item, 0, profile[item] * source.of(graph.itemDegree(item)));
        }
        for (int c = 0; c < count; c++) {
            int item = candidates[c];
            float sum = 0;
            graph.peopleOf(item, inner);
            while (inner.next())
                for (int k = inner.from; k < inner.to; k++) {
                    int v = EdgeRun.id(inner.ends[k]);
                    int s3 = EdgeRun.liked(inner.ends[k]) ? 0 : 1;
                    float both =
                            weights.get(s3) * reached[SIDES * v]
                                    + weights.get(2 | s3) * reached[SIDES * v + 1];
                    sum += person.of(graph.personDegree(v)) * both;
                }
            out[c] = sum * target.of(graph.itemDegree(item));
        }
    }

    private void makeRoom(GraphView graph) {
        int cells = SIDES * graph.people();
        if (reached.length < cells) reached = new float[cells + cells / 8];
        else Arrays.fill(reached, 0, cells, 0);
    }
}
