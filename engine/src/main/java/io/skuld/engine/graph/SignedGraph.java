package io.skuld.engine.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/// The graph that changes while it is read: an immutable base in compressed sparse rows and, above it, the rows that
/// changed since. One writer, any number of readers without locks: [#view] is a consistent moment that later changes do
/// not touch. When enough has changed the overlay is merged into a new base in the background; no reader and hardly the
/// writer notices.
public final class SignedGraph {
    /// A merge starts when this many changes wait, or one for each [#EDGES_PER_CHANGE] edges if that is more: walks over
    /// changed rows are slower, and a merge costs a visit for each edge.
    static final int MERGE_AFTER = 2048;

    private static final int EDGES_PER_CHANGE = 32;

    private final Executor merger;
    private final List<Change> sinceMergeBegan = new ArrayList<>();
    private AdjacencyEditor byPerson;
    private AdjacencyEditor byItem;
    private int edges;
    private int likes;
    private int changes;
    private boolean merging;
    private volatile GraphView view;

    private record Change(int person, int item, float weight, int facts) {}

    private SignedGraph(GraphView base, Executor merger) {
        this.merger = merger;
        this.view = base;
        this.byPerson = new AdjacencyEditor(base.byPerson(), true);
        this.byItem = new AdjacencyEditor(base.byItem(), false);
        this.edges = base.edges();
        this.likes = base.likes();
    }

    public static SignedGraph of(SignedEdges edges) {
        return of(edges, ForkJoinPool.commonPool());
    }

    /// @param merger where overlays are merged into the base; must run each task once, at any time
    public static SignedGraph of(SignedEdges edges, Executor merger) {
        return new SignedGraph(GraphBuilder.build(edges), merger);
    }

    /// A graph of more interactions than fit in memory a second time. Of a repeated pair a like counts; times are not known.
    public static SignedGraph of(int people, int items, EdgeSource source) {
        return new SignedGraph(
                GraphBuilder.build(people, items, source), ForkJoinPool.commonPool());
    }

    public static SignedGraph empty() {
        return of(SignedEdges.untimed(0, 0, new int[0], new int[0], new boolean[0]));
    }

    /// The graph now; hold on to it for as long as one answer takes.
    public GraphView view() {
        return view;
    }

    /// Makes room for this many people and items; ids below the current counts stay what they are.
    public synchronized void ensure(int people, int items) {
        byPerson.ensureNodes(people);
        byItem.ensureNodes(items);
        publish();
    }

    /// Sets the edge of the pair, in O(1) amortised. An id equal to the current count is new.
    ///
    /// @param weight in [-1, 1], not 0: above 0 a like, below 0 a dislike
    /// @param time epoch seconds or [SignedEdges#NO_TIME]
    public synchronized void put(int person, int item, float weight, long time) {
        requireIds(person, item);
        requireWeight(weight);
        change(new Change(person, item, weight, EdgeFacts.pack(weight, time)));
    }

    /// For who changes something else before the graph.
    ///
    /// @throws IllegalArgumentException when no edge can have this weight
    public static void requireWeight(float weight) {
        if (!(Math.abs(weight) <= 1) || weight == 0)
            throw new IllegalArgumentException(
                    "An edge's weight lies in [-1, 1] and is not 0, got " + weight);
    }

    /// Removes the edge of the pair, in O(1) amortised; does nothing when there is none.
    public synchronized void retract(int person, int item) {
        if (person >= view.people() || item >= view.items()) return;
        requireIds(person, item);
        change(new Change(person, item, 0, 0));
    }

    private void requireIds(int person, int item) {
        if (person < 0 || person > view.people() || item < 0 || item > view.items())
            throw new IllegalArgumentException(
                    "Person %d and item %d: known ids are below %d and %d, and the next new one equals that count"
                            .formatted(person, item, view.people(), view.items()));
    }

    private void change(Change change) {
        if (!apply(change)) return;
        if (merging) sinceMergeBegan.add(change);
        publish();
        if (++changes >= Math.max(MERGE_AFTER, edges / EDGES_PER_CHANGE) && !merging) beginMerge();
    }

    private boolean apply(Change change) {
        boolean liked = change.weight > 0;
        int oldLikes = likesOf(change.person);
        if (change.weight == 0) {
            if (!byPerson.remove(change.person, change.item)) return false;
            byItem.remove(change.item, change.person);
            edges--;
        } else {
            if (byPerson.put(change.person, change.item, liked, change.facts)) edges++;
            byItem.put(change.item, change.person, liked, 0);
        }
        likes += likesOf(change.person) - oldLikes;
        return true;
    }

    private int likesOf(int person) {
        return byPerson.current().likes(person);
    }

    private void publish() {
        view = new GraphView(byPerson.current(), byItem.current(), edges, likes);
    }

    private void beginMerge() {
        merging = true;
        changes = 0;
        GraphView from = view;
        merger.execute(() -> finishMerge(GraphBuilder.merge(from)));
    }

    /// Puts the merged base in place and repeats on it what changed while it was being built.
    private synchronized void finishMerge(GraphView merged) {
        int people = view.people();
        int items = view.items();
        byPerson = new AdjacencyEditor(merged.byPerson(), true);
        byItem = new AdjacencyEditor(merged.byItem(), false);
        edges = merged.edges();
        likes = merged.likes();
        for (Change change : sinceMergeBegan) apply(change);
        sinceMergeBegan.clear();
        merging = false;
        byPerson.ensureNodes(people);
        byItem.ensureNodes(items);
        publish();
    }
}
