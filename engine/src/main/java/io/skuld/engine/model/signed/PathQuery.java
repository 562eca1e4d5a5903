package io.skuld.engine.model.signed;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import java.util.Arrays;

/// The walks of one person in two sparse passes: from the own items to the people who touched them, keeping apart what
/// goes on to their likes and to their dislikes, and from those people to their items. Costs one visit for each edge
/// within two steps of the own items; nothing is allocated.
///
/// `walks[i] = d_i^-ao · d_u^-q · Σ_v d_v^-2b Σ_j w(s_uj, s_vj, s_vi) · strength_uj · d_j^-ai`
final class PathQuery {
    /// No id of a person.
    static final int NOBODY = -1;

    private final SignWeights weights;
    private final DegreePower person;
    private final DegreePower source;
    private final DegreePower target;
    private final DegreePower profile;
    private final double decayPerSecond;

    PathQuery(PathSettings settings) {
        weights = settings.weights();
        person = new DegreePower(2 * settings.personExponent());
        source = new DegreePower(settings.sourceExponent());
        target = new DegreePower(settings.targetExponent());
        profile = new DegreePower(settings.profileExponent());
        long seconds = settings.halfLife().toSeconds();
        decayPerSecond = seconds == 0 ? 0 : Math.log(2) / seconds;
    }

    /// Adds the walks of this person to `scores`.
    ///
    /// @param now epoch seconds against which the age of own signals is taken, or [SignedEdges#NO_TIME]
    /// @param scores shape (graph.items); a shorter one is filled as far as it goes
    void addWalks(GraphView graph, int me, long now, PathScratch scratch, float[] scores) {
        int degree = graph.personDegree(me);
        if (degree == 0) return;
        EdgeRun own = scratch.outer;
        graph.itemsOf(me, own);
        while (own.next())
            for (int k = own.from; k < own.to; k++) {
                int item = EdgeRun.id(own.ends[k]);
                float x =
                        own.strength(k)
                                * recency(own.time(k), now)
                                * source.of(graph.itemDegree(item));
                spread(graph, item, EdgeRun.liked(own.ends[k]) ? 0 : 4, x, scratch);
            }
        gather(graph, scratch, NOBODY, profile.of(degree), scores);
    }

    /// Adds the walks of somebody whose edges are not read from the graph.
    ///
    /// @param self a person whose edges are passed over, or [#NOBODY]
    /// @param support how many people lead to each item; added to
    void addWalks(
            GraphView graph,
            Profile own,
            int self,
            PathScratch scratch,
            float[] scores,
            int[] support) {
        for (int k = 0; k < own.size(); k++) {
            int item = own.item(k);
            float x = own.strength(k) * source.of(graph.itemDegree(item));
            spread(graph, item, own.liked(k) ? 0 : 4, x, scratch);
        }
        count(graph, scratch, self, support);
        gather(graph, scratch, self, profile.of(own.size()), scores);
    }

    private static void count(GraphView graph, PathScratch scratch, int except, int[] support) {
        EdgeRun items = scratch.inner;
        for (int n = 0; n < scratch.reachedCount; n++) {
            if (scratch.people[n] == except) continue;
            graph.itemsOf(scratch.people[n], items);
            while (items.next())
                for (int k = items.from; k < items.to; k++) {
                    int item = EdgeRun.id(items.ends[k]);
                    if (item < support.length) support[item]++;
                }
        }
    }

    float recency(long time, long now) {
        if (decayPerSecond == 0 || time == SignedEdges.NO_TIME || now == SignedEdges.NO_TIME)
            return 1;
        return (float) Math.exp(-decayPerSecond * Math.max(0, now - time));
    }

    private void spread(GraphView graph, int item, int mySign, float x, PathScratch scratch) {
        float likedToLikes = x * weights.get(mySign);
        float likedToDislikes = x * weights.get(mySign | 1);
        float dislikedToLikes = x * weights.get(mySign | 2);
        float dislikedToDislikes = x * weights.get(mySign | 3);
        float[] reached = scratch.reached;
        EdgeRun people = scratch.inner;
        graph.peopleOf(item, people);
        while (people.next()) {
            int[] ends = people.ends;
            for (int k = people.from; k < people.to; k++) {
                int v = EdgeRun.id(ends[k]);
                scratch.meet(v);
                if (EdgeRun.liked(ends[k])) {
                    reached[2 * v] += likedToLikes;
                    reached[2 * v + 1] += likedToDislikes;
                } else {
                    reached[2 * v] += dislikedToLikes;
                    reached[2 * v + 1] += dislikedToDislikes;
                }
            }
        }
    }

    private void gather(
            GraphView graph, PathScratch scratch, int except, float scale, float[] scores) {
        float[] sums = scratch.items;
        float[] reached = scratch.reached;
        EdgeRun items = scratch.inner;
        for (int n = 0; n < scratch.reachedCount; n++) {
            int v = scratch.people[n];
            if (v == except) continue;
            float pass = person.of(graph.personDegree(v));
            // By index, not by branch: half of the signs would be guessed wrong.
            reached[2 * v] *= pass;
            reached[2 * v + 1] *= pass;
            graph.itemsOf(v, items);
            while (items.next()) {
                int[] ends = items.ends;
                for (int k = items.from; k < items.to; k++)
                    sums[EdgeRun.id(ends[k])] += reached[2 * v + EdgeRun.side(ends[k])];
            }
        }
        scratch.clear();
        // The caller's array may be older than the newest items: they wait for the next question.
        int known = Math.min(graph.items(), scores.length);
        float[] targets = scratch.targets(this, target, graph);
        for (int i = 0; i < known; i++) scores[i] += sums[i] * scale * targets[i];
        Arrays.fill(sums, 0, graph.items(), 0);
    }

    /// The share of one own edge in the walks to `target`, see [Explanation].
    ///
    /// @param passes what each person passes on to the target, shape (people): `d_v^-2b` with the sign of their edge to
    ///     the target folded in as two cells, likes first; 0 for people without such an edge
    double shareOf(GraphView graph, int item, boolean liked, double[] passes, EdgeRun people) {
        int mySign = liked ? 0 : 4;
        double sum = 0;
        graph.peopleOf(item, people);
        while (people.next())
            for (int k = people.from; k < people.to; k++) {
                int v = EdgeRun.id(people.ends[k]);
                int pattern = mySign | (EdgeRun.liked(people.ends[k]) ? 0 : 2);
                sum +=
                        weights.get(pattern) * passes[2 * v]
                                + weights.get(pattern | 1) * passes[2 * v + 1];
            }
        return sum * source.of(graph.itemDegree(item));
    }

    /// The passes that [#shareOf] wants.
    double[] passesTo(GraphView graph, int item, EdgeRun people) {
        double[] passes = new double[2 * graph.people()];
        double scale = target.of(graph.itemDegree(item));
        graph.peopleOf(item, people);
        while (people.next())
            for (int k = people.from; k < people.to; k++) {
                int v = EdgeRun.id(people.ends[k]);
                int side = EdgeRun.liked(people.ends[k]) ? 0 : 1;
                passes[2 * v + side] = scale * person.of(graph.personDegree(v));
            }
        return passes;
    }

    float profileScale(int ownEdges) {
        return profile.of(ownEdges);
    }
}
