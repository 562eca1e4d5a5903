package io.skuld.engine.model.signed;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.math.TopN;
import io.skuld.engine.model.CautiousRecommender;
import io.skuld.engine.model.OnlineRecommender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/// The signed-path model over a live graph. Thread-safe: one writer at a time, any number of readers, none blocked; each
/// answer is made from one moment of the graph. What was absorbed or retracted counts in the next answer, exactly as if the
/// model had been built anew.
public final class SignedPathsModel implements OnlineRecommender, CautiousRecommender {
    private final PathSettings settings;
    private final PathQuery walks;
    private final AttributeQuery attributeWalks;
    private final SignedGraph graph;
    private final SignedGraph attributes;
    private final PathScratch.Pool scratches;

    private SignedPathsModel(
            PathSettings settings,
            SignedGraph graph,
            SignedGraph attributes,
            PathScratch.Pool scratches) {
        this.settings = settings;
        this.walks = new PathQuery(settings);
        this.attributeWalks = new AttributeQuery(settings.attributes());
        this.graph = graph;
        this.attributes = attributes;
        this.scratches = scratches;
    }

    public static SignedPathsModel empty(PathSettings settings) {
        return over(SignedGraph.empty(), settings);
    }

    /// A model that reads, and through [#absorb] writes, this graph.
    public static SignedPathsModel over(SignedGraph graph, PathSettings settings) {
        return new SignedPathsModel(settings, graph, SignedGraph.empty(), new PathScratch.Pool());
    }

    /// Another way to read the same living graph and attributes; what either absorbs, both know.
    public SignedPathsModel withSettings(PathSettings other) {
        return new SignedPathsModel(other, graph, attributes, scratches);
    }

    @Override
    public SignedPathsModel withCaution(float caution) {
        return withSettings(settings.withCaution(caution));
    }

    public PathSettings settings() {
        return settings;
    }

    /// The graph at this moment.
    public GraphView view() {
        return graph.view();
    }

    /// Items and their attributes at this moment, as a graph whose "people" are the items.
    public GraphView attributeView() {
        return attributes.view();
    }

    /// Says the attributes of many items at once, see [#setAttributes].
    ///
    /// @param edges "people" are items, "items" attributes
    public void putAttributes(SignedEdges edges) {
        synchronized (attributes) {
            GraphView now = attributes.view();
            attributes.ensure(
                    Math.max(now.people(), edges.people()), Math.max(now.items(), edges.items()));
            for (int e = 0; e < edges.size(); e++)
                attributes.put(edges.person(e), edges.item(e), 1, SignedEdges.NO_TIME);
        }
    }

    @Override
    public int people() {
        return graph.view().people();
    }

    @Override
    public int items() {
        return graph.view().items();
    }

    /// Makes room for this many people and items, for ids that do not arrive one by one.
    public void ensure(int people, int items) {
        graph.ensure(people, items);
    }

    @Override
    public void absorb(int person, int item, float weight, long time) {
        graph.put(person, item, weight, time);
    }

    @Override
    public void retract(int person, int item) {
        graph.retract(person, item);
    }

    /// Says which attributes an item has, instead of what was said before. Costs O(attributes).
    ///
    /// @param ids dense attribute ids (creator, channel, tag, genre, series, cluster …), at least 0; repeats are fine
    public void setAttributes(int item, int... ids) {
        for (int id : ids)
            if (id < 0)
                throw new IllegalArgumentException("Attribute ids are 0 or above, got " + id);
        int[] wanted = Arrays.stream(ids).sorted().distinct().toArray();
        int most = wanted.length == 0 ? 0 : wanted[wanted.length - 1] + 1;
        synchronized (attributes) {
            GraphView now = attributes.view();
            attributes.ensure(Math.max(now.people(), item + 1), Math.max(now.items(), most));
            for (int old : attributesOf(item))
                if (Arrays.binarySearch(wanted, old) < 0) attributes.retract(item, old);
            for (int id : wanted) attributes.put(item, id, 1, SignedEdges.NO_TIME);
        }
    }

    /// Attributes of an item, in ascending order.
    public int[] attributesOf(int item) {
        GraphView view = attributes.view();
        int[] ids = new int[view.personDegree(item)];
        EdgeRun run = new EdgeRun();
        view.itemsOf(item, run);
        int n = 0;
        while (run.next())
            for (int k = run.from; k < run.to; k++) ids[n++] = EdgeRun.id(run.ends[k]);
        Arrays.sort(ids);
        return ids;
    }

    @Override
    public void score(int person, float[] scores) {
        score(graph.view(), person, scores);
    }

    /// Scores at one moment, for an answer that needs several looks at the same graph.
    ///
    /// @param scores shape (view.items()); a shorter one is filled as far as it goes, cells beyond the items are set to 0
    public void score(GraphView view, int person, float[] scores) {
        Arrays.fill(scores, 0);
        boolean known = view.personDegree(person) > 0;
        PathScratch scratch = scratches.take(view.people(), view.items());
        if (known) walks.addWalks(view, person, now(view, person), scratch, scores);
        addOthers(view, person, scratch, scores);
        scratches.giveBack(scratch);
    }

    /// The same scores, to rounding, from walks that are left turned to this person.
    ///
    /// @param byPattern made for the settings of this model
    public void score(GraphView view, int person, CandidateWalks byPattern, float[] scores) {
        Arrays.fill(scores, 0);
        byPattern.turnTo(view, person, now(view, person));
        byPattern.addScores(view, scores);
        PathScratch scratch = scratches.take(view.people(), view.items());
        addOthers(view, person, scratch, scores);
        scratches.giveBack(scratch);
    }

    /// What counts beside walks over people.
    private void addOthers(GraphView view, int person, PathScratch scratch, float[] scores) {
        boolean known = view.personDegree(person) > 0;
        if (known) addAttributeWalks(view, person, scratch, scores);
        addPopularity(view, known ? settings.popularity() : 1, scores);
        new LikeRate(view).temper(settings.caution(), scores);
    }

    /// The best items for this person that are not excluded, best first.
    public int[] top(int person, int n, IntPredicate excluded) {
        GraphView view = graph.view();
        float[] scores = new float[view.items()];
        score(view, person, scores);
        for (int i = 0; i < scores.length; i++) if (excluded.test(i)) scores[i] = TopN.EXCLUDED;
        return TopN.of(scores, n);
    }

    /// Why this item has its score for this person. Costs the edges of the own items and of the item, no more than a
    /// query.
    public Explanation explain(int person, int item) {
        GraphView view = graph.view();
        GraphView tags = attributes.view();
        List<Explanation.Contribution> shares = new ArrayList<>();
        EdgeRun own = new EdgeRun();
        EdgeRun people = new EdgeRun();
        int[] wanted = AttributeQuery.of(tags, item);
        EdgeRun has = new EdgeRun();
        double[] passes = walks.passesTo(view, item, people);
        float scale = walks.profileScale(view.personDegree(person));
        long now = now(view, person);
        view.itemsOf(person, own);
        while (own.next())
            for (int k = own.from; k < own.to; k++) {
                int cause = EdgeRun.id(own.ends[k]);
                boolean liked = EdgeRun.liked(own.ends[k]);
                float strength = own.strength(k) * walks.recency(own.time(k), now);
                double share =
                        scale * strength * walks.shareOf(view, cause, liked, passes, people)
                                + scale
                                        * attributeWalks.sent(tags, cause, liked, strength)
                                        * attributeWalks.reach(tags, cause, wanted, has);
                if (share != 0) shares.add(new Explanation.Contribution(cause, (float) share));
            }
        shares.sort(Comparator.comparingDouble(c -> -Math.abs(c.amount())));
        float prior = view.personDegree(person) == 0 ? 1 : settings.popularity();
        return new Explanation(shares, prior * (float) Math.sqrt(view.itemLikes(item)));
    }

    /// Ages are taken against the person's own latest signal, so that scores do not drift while nobody is there.
    private long now(GraphView view, int person) {
        return settings.halfLife().isZero() ? SignedEdges.NO_TIME : latestSignal(view, person);
    }

    /// Epoch seconds of the person's latest signal, or [SignedEdges#NO_TIME].
    public static long latestSignal(GraphView view, int person) {
        EdgeRun run = new EdgeRun();
        view.itemsOf(person, run);
        long latest = SignedEdges.NO_TIME;
        while (run.next())
            for (int k = run.from; k < run.to; k++) latest = Math.max(latest, run.time(k));
        return latest;
    }

    private void addAttributeWalks(
            GraphView view, int person, PathScratch scratch, float[] scores) {
        GraphView tags = attributes.view();
        if (tags.edges() == 0) return;
        float scale = walks.profileScale(view.personDegree(person));
        long now = now(view, person);
        float[] reached = new float[tags.items()];
        EdgeRun own = scratch.outer;
        view.itemsOf(person, own);
        while (own.next())
            for (int k = own.from; k < own.to; k++) {
                int item = EdgeRun.id(own.ends[k]);
                float strength = own.strength(k) * walks.recency(own.time(k), now);
                boolean liked = EdgeRun.liked(own.ends[k]);
                float sent = scale * attributeWalks.sent(tags, item, liked, strength);
                attributeWalks.collect(tags, item, sent, scratch, reached);
            }
        attributeWalks.spread(tags, reached, scratch, scores);
    }

    private static void addPopularity(GraphView view, float weight, float[] scores) {
        if (weight == 0) return;
        for (int i = 0; i < Math.min(view.items(), scores.length); i++)
            scores[i] += weight * (float) Math.sqrt(view.itemLikes(i));
    }
}
