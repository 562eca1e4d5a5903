package io.skuld.engine.graph;

/// Walks the edges of one node, a run of array cells at a time, so that a kernel loops over plain arrays:
/// ```
/// view.itemsOf(person, run);
/// while (run.next())
///     for (int k = run.from; k < run.to; k++) visit(EdgeRun.id(run.ends[k]), EdgeRun.liked(run.ends[k]));
/// ```
/// Reusable and without allocation; belongs to one thread.
public final class EdgeRun {
    /// The other end of each edge with its sign, see [#id] and [#liked]; read only, valid in `[from, to)`.
    public int[] ends = NONE;

    public int from;
    public int to;

    static final int[] NONE = {};
    private static final int DISLIKED = 1 << 31;

    private int[] facts = NONE;
    private int[][] endBlocks = {};
    private int[][] factBlocks = {};
    private int block;
    private int remaining;
    private boolean single;

    /// Id of the node at this end.
    public static int id(int end) {
        return end & ~DISLIKED;
    }

    /// Whether the edge is a like; otherwise it is a dislike.
    public static boolean liked(int end) {
        return end >= 0;
    }

    /// 0 for a like, 1 for a dislike: to index by the sign where a branch would be guessed wrong every other time.
    public static int side(int end) {
        return end >>> 31;
    }

    /// `2·id + side`: the cell of this end in an array with a cell for likes and one for dislikes of each node.
    public static int cell(int end) {
        return Integer.rotateLeft(end, 1);
    }

    static int end(int id, boolean liked) {
        return liked ? id : id | DISLIKED;
    }

    /// Moves to the next run; false when the node has no more edges.
    public boolean next() {
        if (single) {
            single = false;
            return from < to;
        }
        if (remaining <= 0) return false;
        ends = endBlocks[block];
        facts = factBlocks.length == 0 ? NONE : factBlocks[block];
        block++;
        from = 0;
        to = Math.min(Row.BLOCK, remaining);
        remaining -= to;
        return true;
    }

    /// How strongly the edge at cell `k` was meant, in (0, 1]; 1 when walking from an item, where strengths are not kept.
    public float strength(int k) {
        return facts.length == 0 ? 1 : EdgeFacts.strength(facts[k]);
    }

    /// When the edge at cell `k` arrived: epoch seconds to within 128, or [SignedEdges#NO_TIME]; only known when walking
    /// from a person.
    public long time(int k) {
        return facts.length == 0 ? SignedEdges.NO_TIME : EdgeFacts.time(facts[k]);
    }

    int fact(int k) {
        return facts[k];
    }

    void overArray(int[] ends, int[] facts, int from, int to) {
        this.ends = ends;
        this.facts = facts;
        this.from = from;
        this.to = to;
        single = true;
        remaining = 0;
    }

    void overRow(Row row) {
        endBlocks = row.ends;
        factBlocks = row.facts;
        block = 0;
        remaining = row.size;
        single = false;
    }
}
