package io.skuld.server.learning;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.math.TopN;
import io.skuld.engine.model.signed.LikeRate;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.Profile;
import io.skuld.engine.model.signed.ProfileWalks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the graph adds to each item's expected rating for one person at one moment, in rating points; 0 where it has
/// nothing to say. Immutable and safe for any number of threads. Items are named by their catalogue number.
///
/// Walks are counted in very different numbers from person to person, so scores are taken against their mean size, on a
/// logarithmic scale: `points · support · sign(s) · log(1 + |s| / mean |s|)`, the mean over items that have a score. The
/// support of an item is `n / (n + doubt)`, n the number of other people who lead to it; walks through attributes need
/// none. What few of those who met it liked gets less of the community's points ([LiftSettings#caution]). Since a score is a sum over the person's own opinions, each of them has an exact share of the points.
public final class Lift {
    /// For a person of whom nothing is known, and for a feed without a graph.
    public static final Lift NONE =
            new Lift(
                    null,
                    new ProfileWalks(PathSettings.HOME),
                    Profile.of(new int[0], new float[0]),
                    new float[0],
                    new float[0],
                    new int[0],
                    LiftSettings.NONE);

    /// Answers kept; further ones are worked out each time.
    private static final int REMEMBERED = 2_000;

    /// What one of the person's own opinions adds.
    ///
    /// @param item the number of the item that it is about
    /// @param community rating points through other people; below 0 when it lowers
    /// @param attributes rating points through what both items share
    /// @param shared what that is, in words; empty when nothing is
    public record Share(int item, double community, double attributes, List<String> shared) {
        public Share {
            shared = List.copyOf(shared);
        }

        public double points() {
            return community + attributes;
        }
    }

    private final @Nullable Moment moment;
    private final ProfileWalks walks;
    private final Profile own;
    private final float[] community;
    private final float[] attributes;
    private final int[] support;
    private final LiftSettings settings;
    private final float communityPerMean;
    private final float attributesPerMean;
    private final Map<Integer, Explained> explained = new ConcurrentHashMap<>();

    private record Explained(int max, List<Share> shares) {}

    /// The graphs that a lift is made from.
    ///
    /// @param people those who share what they said
    /// @param rate how well they liked each item
    /// @param self the person's own node among them, or -1
    public record Moment(
            GraphView people, LikeRate rate, int self, AttributeGraph.Moment attributes) {
        /// From four of five stars: who met something and liked it less speaks against it when caution counts.
        private static final float CLEAR_LIKE = .5f;

        public static LikeRate rate(GraphView people) {
            return LikeRate.ofClearLikes(people, CLEAR_LIKE);
        }
    }

    private Lift(
            @Nullable Moment moment,
            ProfileWalks walks,
            Profile own,
            float[] community,
            float[] attributes,
            int[] support,
            LiftSettings settings) {
        this.moment = moment;
        this.walks = walks;
        this.own = own;
        this.community = community;
        this.attributes = attributes;
        this.support = support;
        this.settings = settings;
        this.communityPerMean = perMean(community);
        this.attributesPerMean = perMean(attributes);
    }

    /// @param own the person's opinions, see [Lifts#profile]
    public static Lift of(Moment moment, ProfileWalks walks, Profile own, LiftSettings settings) {
        int items = Math.max(moment.people().items(), moment.attributes().view().people());
        float[] community = new float[items];
        float[] attributes = new float[items];
        int[] support = new int[items];
        walks.throughPeople(moment.people(), own, moment.self(), community, support);
        walks.throughAttributes(moment.attributes().view(), own, attributes);
        return new Lift(moment, walks, own, community, attributes, support, settings);
    }

    /// The same walks counted in another way.
    public Lift with(LiftSettings other) {
        return new Lift(moment, walks, own, community, attributes, support, other);
    }

    /// 1 over the mean size of what is not 0.
    private static float perMean(float[] scores) {
        double sum = 0;
        int scored = 0;
        for (float s : scores) {
            sum += Math.abs(s);
            if (s != 0) scored++;
        }
        return scored == 0 ? 0 : (float) (scored / sum);
    }

    /// Rating points for this item.
    public float of(int number) {
        if (number >= community.length) return 0;
        return community[number] * communitySlope(number)
                + attributes[number] * attributesSlope(number);
    }

    /// Points for each unit of the score.
    private float communitySlope(int number) {
        if (support[number] == 0) return 0;
        return settings.community()
                * support[number]
                / (support[number] + settings.doubt())
                * slope(community[number], communityPerMean)
                * caution(number);
    }

    private float caution(int number) {
        Moment graphs = moment;
        if (graphs == null || settings.caution() == 0) return 1;
        return (float) graphs.rate().factor(number, settings.caution(), community[number] >= 0);
    }

    private float attributesSlope(int number) {
        return settings.attributes() * slope(attributes[number], attributesPerMean);
    }

    /// `log(1 + x) / s` with `x = |s| / mean |s|`; its limit where s is 0.
    private static float slope(float score, float perMean) {
        float size = Math.abs(score);
        return size == 0 ? perMean : (float) Math.log1p(size * perMean) / size;
    }

    /// How many other people speak for or against the item.
    public int support(int number) {
        return number < support.length ? support[number] : 0;
    }

    /// What the person's own opinions give of [#of], the strongest first, those that give nothing left out. All of them
    /// together are the lift.
    ///
    /// @param max how many to return
    public List<Share> explain(int number, int max) {
        Moment graphs = moment;
        if (graphs == null || number >= community.length) return List.of();
        Explained before = explained.get(number);
        if (before != null && before.max() == max) return before.shares();
        List<Share> shares = shares(graphs, number, max);
        if (explained.size() < REMEMBERED) explained.put(number, new Explained(max, shares));
        return shares;
    }

    private List<Share> shares(Moment graphs, int number, int max) {
        float[] people = new float[own.size()];
        float peopleSlope = communitySlope(number);
        if (peopleSlope != 0)
            people = walks.sharesOfPeople(graphs.people(), own, graphs.self(), number);
        AttributeGraph.Moment shared = graphs.attributes();
        float[] facts = new float[own.size()];
        float factsSlope = attributesSlope(number);
        if (factsSlope != 0) facts = walks.sharesOfAttributes(shared.view(), own, number);
        float[] strength = new float[own.size()];
        for (int k = 0; k < strength.length; k++) {
            float points = people[k] * peopleSlope + facts[k] * factsSlope;
            strength[k] = points == 0 ? TopN.EXCLUDED : Math.abs(points);
        }
        List<Share> shares = new ArrayList<>();
        for (int k : TopN.of(strength, Math.min(max, strength.length)))
            shares.add(
                    new Share(
                            own.item(k),
                            people[k] * peopleSlope,
                            facts[k] * factsSlope,
                            facts[k] == 0 ? List.of() : shared.inCommon(own.item(k), number)));
        return List.copyOf(shares);
    }
}
