package io.skuld.engine.model.signed;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import java.util.Arrays;

/// The walks of [SignedPathsModel] for a person who is no node of the graph, so that they profit from a community without
/// being part of it: their own edges come with each question. Walks through people and walks through attributes are kept
/// apart, since the one may count for more than the other. Thread-safe.
///
/// The scores are sums over the own edges, and [#sharesOfPeople] and [#sharesOfAttributes] give the summands: exact, to
/// rounding. The same profile and the same moments of the graphs give the same numbers to the last bit.
public final class ProfileWalks {
    private final PathQuery walks;
    private final AttributeQuery attributeWalks;
    private final PathScratch.Pool scratches = new PathScratch.Pool();

    public ProfileWalks(PathSettings settings) {
        walks = new PathQuery(settings);
        attributeWalks = new AttributeQuery(settings.attributes());
    }

    /// Walks person → item → person → item.
    ///
    /// @param self the person's own node, whose edges are passed over, or -1 when they have none
    /// @param scores by item; overwritten, 0 beyond the items of the graph
    /// @param support by item, how many other people lead to it; overwritten
    public void throughPeople(
            GraphView graph, Profile own, int self, float[] scores, int[] support) {
        Arrays.fill(scores, 0);
        Arrays.fill(support, 0);
        PathScratch scratch = scratches.take(graph.people(), graph.items());
        walks.addWalks(graph, own, self, scratch, scores, support);
        scratches.giveBack(scratch);
    }

    /// Walks person → item → attribute → item.
    ///
    /// @param attributes a graph whose "people" are the items and whose "items" are the attributes
    /// @param scores by item; overwritten
    public void throughAttributes(GraphView attributes, Profile own, float[] scores) {
        Arrays.fill(scores, 0);
        PathScratch scratch = scratches.take(0, attributes.items());
        float[] reached = new float[attributes.items()];
        float scale = walks.profileScale(own.size());
        for (int k = 0; k < own.size(); k++)
            attributeWalks.collect(
                    attributes, own.item(k), scale * sent(attributes, own, k), scratch, reached);
        attributeWalks.spread(attributes, reached, scratch, scores);
        scratches.giveBack(scratch);
    }

    private float sent(GraphView attributes, Profile own, int k) {
        return attributeWalks.sent(attributes, own.item(k), own.liked(k), own.strength(k));
    }

    /// What each own edge gave of the score of [#throughPeople].
    ///
    /// @return by place in the profile
    public float[] sharesOfPeople(GraphView graph, Profile own, int self, int target) {
        EdgeRun people = new EdgeRun();
        double[] passes = walks.passesTo(graph, target, people);
        if (self >= 0 && self < graph.people()) passes[2 * self] = passes[2 * self + 1] = 0;
        float scale = walks.profileScale(own.size());
        float[] shares = new float[own.size()];
        for (int k = 0; k < shares.length; k++)
            shares[k] =
                    scale
                            * own.strength(k)
                            * (float)
                                    walks.shareOf(graph, own.item(k), own.liked(k), passes, people);
        return shares;
    }

    /// What each own edge gave of the score of [#throughAttributes].
    ///
    /// @return by place in the profile
    public float[] sharesOfAttributes(GraphView attributes, Profile own, int target) {
        float scale = walks.profileScale(own.size());
        int[] wanted = AttributeQuery.of(attributes, target);
        EdgeRun has = new EdgeRun();
        float[] shares = new float[own.size()];
        for (int k = 0; k < shares.length; k++)
            shares[k] =
                    scale
                            * sent(attributes, own, k)
                            * (float) attributeWalks.reach(attributes, own.item(k), wanted, has);
        return shares;
    }
}
