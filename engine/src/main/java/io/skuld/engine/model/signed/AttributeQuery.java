package io.skuld.engine.model.signed;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;

/// The walks person → item → attribute → item, through a graph whose "people" are the items and whose "items" are the
/// attributes. An item's own attributes share one unit between them in the source direction, so that a film with thirty
/// tags says as much as one with three.
///
/// `walks[i] = n_i^-½ Σ_j w(s_uj) · strength_uj · n_j^-½ Σ_{a of both} items(a)^-exponent`, n = attributes of the item
final class AttributeQuery {
    private final PathSettings.AttributeSettings settings;
    private final DegreePower rarity;
    private final DegreePower share = new DegreePower(.5f);

    AttributeQuery(PathSettings.AttributeSettings settings) {
        this.settings = settings;
        rarity = new DegreePower(settings.exponent());
    }

    /// What an own edge of this sign and strength sends out over each attribute of its item.
    float sent(GraphView attributes, int item, boolean liked, float strength) {
        float weight = liked ? settings.like() : settings.dislike();
        return weight * strength * share.of(attributes.personDegree(item));
    }

    /// Sends `amount` from one item to each of its attributes.
    ///
    /// @param reached by attribute; added to
    void collect(
            GraphView attributes, int item, float amount, PathScratch scratch, float[] reached) {
        EdgeRun has = scratch.inner;
        attributes.itemsOf(item, has);
        while (has.next())
            for (int k = has.from; k < has.to; k++) reached[EdgeRun.id(has.ends[k])] += amount;
    }

    /// Passes on what reached each attribute to all items that have it. Costs one visit for each of their edges, however
    /// many items sent.
    ///
    /// @param scores by item; added to, a shorter one as far as it goes
    void spread(GraphView attributes, float[] reached, PathScratch scratch, float[] scores) {
        EdgeRun sharers = scratch.inner;
        for (int attribute = 0; attribute < attributes.items(); attribute++) {
            if (reached[attribute] == 0) continue;
            float x = reached[attribute] * rarity.of(attributes.itemDegree(attribute));
            attributes.peopleOf(attribute, sharers);
            while (sharers.next())
                for (int s = sharers.from; s < sharers.to; s++) {
                    int i = EdgeRun.id(sharers.ends[s]);
                    if (i < scores.length) scores[i] += x * share.of(attributes.personDegree(i));
                }
        }
    }

    /// The attributes of one item.
    static int[] of(GraphView attributes, int item) {
        int[] ids = new int[attributes.personDegree(item)];
        EdgeRun run = new EdgeRun();
        attributes.itemsOf(item, run);
        int n = 0;
        while (run.next())
            for (int k = run.from; k < run.to; k++) ids[n++] = EdgeRun.id(run.ends[k]);
        return ids;
    }

    /// What reaches an item of one unit sent from another.
    ///
    /// @param wanted the attributes of the one that is reached
    /// @param has working memory
    double reach(GraphView attributes, int item, int[] wanted, EdgeRun has) {
        double sum = 0;
        attributes.itemsOf(item, has);
        while (has.next())
            for (int k = has.from; k < has.to; k++) {
                int attribute = EdgeRun.id(has.ends[k]);
                for (int w : wanted)
                    if (w == attribute) sum += rarity.of(attributes.itemDegree(attribute));
            }
        return sum * share.of(wanted.length);
    }
}
