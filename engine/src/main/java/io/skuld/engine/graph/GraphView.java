package io.skuld.engine.graph;

/// The graph at one moment: what each person said of which items, and the reverse. Immutable and safe for any number of
/// threads; a whole ranking is made from one view. Unknown ids have no edges.
public final class GraphView {
    private final Adjacency byPerson;
    private final Adjacency byItem;
    private final int edges;
    private final int likes;

    GraphView(Adjacency byPerson, Adjacency byItem, int edges, int likes) {
        this.byPerson = byPerson;
        this.byItem = byItem;
        this.edges = edges;
        this.likes = likes;
    }

    public int people() {
        return byPerson.nodes();
    }

    public int items() {
        return byItem.nodes();
    }

    /// Pairs of a person and an item, likes and dislikes together.
    public int edges() {
        return edges;
    }

    /// Pairs with a like.
    public int likes() {
        return likes;
    }

    public int personDegree(int person) {
        return byPerson.degree(person);
    }

    public int personLikes(int person) {
        return byPerson.likes(person);
    }

    public int itemDegree(int item) {
        return byItem.degree(item);
    }

    public int itemLikes(int item) {
        return byItem.likes(item);
    }

    /// Sets `run` to walk the items of this person.
    public void itemsOf(int person, EdgeRun run) {
        byPerson.walk(person, run);
    }

    /// Sets `run` to walk the people of this item.
    public void peopleOf(int item, EdgeRun run) {
        byItem.walk(item, run);
    }

    /// The signed weight of the pair, or 0 when there is no edge. Costs O(edges of the person).
    public float weight(int person, int item) {
        EdgeRun run = new EdgeRun();
        itemsOf(person, run);
        while (run.next())
            for (int k = run.from; k < run.to; k++)
                if (EdgeRun.id(run.ends[k]) == item)
                    return EdgeRun.liked(run.ends[k]) ? run.strength(k) : -run.strength(k);
        return 0;
    }

    /// When the edge of the pair arrived: epoch seconds to within 128, or [SignedEdges#NO_TIME] when that is not known or there
    /// is no edge. Costs O(edges of the person).
    public long time(int person, int item) {
        EdgeRun run = new EdgeRun();
        itemsOf(person, run);
        while (run.next())
            for (int k = run.from; k < run.to; k++)
                if (EdgeRun.id(run.ends[k]) == item) return run.time(k);
        return SignedEdges.NO_TIME;
    }

    /// All edges, person by person: what a snapshot or a trainer wants. Weights and times as rounded by the graph.
    public SignedEdges toEdges() {
        int[] person = new int[edges];
        int[] item = new int[edges];
        float[] weight = new float[edges];
        long[] time = new long[edges];
        EdgeRun run = new EdgeRun();
        int e = 0;
        for (int p = 0; p < people(); p++) {
            itemsOf(p, run);
            while (run.next())
                for (int k = run.from; k < run.to; k++, e++) {
                    person[e] = p;
                    item[e] = EdgeRun.id(run.ends[k]);
                    weight[e] = EdgeRun.liked(run.ends[k]) ? run.strength(k) : -run.strength(k);
                    time[e] = run.time(k);
                }
        }
        return new SignedEdges(people(), items(), person, item, weight, time);
    }

    /// Bytes held by both directions.
    public long bytes() {
        return byPerson.bytes() + byItem.bytes();
    }

    Adjacency byPerson() {
        return byPerson;
    }

    Adjacency byItem() {
        return byItem;
    }
}
