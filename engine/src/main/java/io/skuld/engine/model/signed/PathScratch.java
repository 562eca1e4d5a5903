package io.skuld.engine.model.signed;

import io.skuld.engine.graph.ByDegree;
import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/// Working memory of one query, lent by a pool so that virtual threads, too, reuse it. All sums are 0 between queries.
final class PathScratch {
    /// What reached each person so far: cells `2v` towards their likes, `2v + 1` towards their dislikes.
    float[] reached = new float[0];

    /// People reached, in the order they were met; the first `reachedCount` cells.
    int[] people = new int[0];

    int reachedCount;

    /// Whether a person is in [#people].
    boolean[] met = new boolean[0];

    /// A vector over the items that the caller may use.
    float[] items = new float[0];

    /// The degrees' power at the end of a walk, for the query that asked last.
    private ByDegree target = ByDegree.ofItems(degree -> 1);

    private @Nullable PathQuery asked;

    final EdgeRun outer = new EdgeRun();
    final EdgeRun inner = new EdgeRun();

    void fit(int peopleCount, int itemCount) {
        if (met.length < peopleCount) {
            int room = peopleCount + peopleCount / 8;
            reached = new float[2 * room];
            people = new int[room];
            met = new boolean[room];
        }
        if (items.length < itemCount) items = new float[itemCount + itemCount / 8];
    }

    /// The degrees' power by item, kept for as long as the same query asks.
    float[] targets(PathQuery query, DegreePower power, GraphView graph) {
        if (asked != query) target = ByDegree.ofItems(power);
        asked = query;
        return target.in(graph);
    }

    void meet(int person) {
        if (met[person]) return;
        met[person] = true;
        people[reachedCount++] = person;
    }

    /// Forgets the people reached.
    void clear() {
        for (int k = 0; k < reachedCount; k++) {
            int v = people[k];
            met[v] = false;
            reached[2 * v] = 0;
            reached[2 * v + 1] = 0;
        }
        reachedCount = 0;
    }

    /// Scratches not in use; never blocks.
    static final class Pool {
        private final ConcurrentLinkedDeque<PathScratch> free = new ConcurrentLinkedDeque<>();

        PathScratch take(int people, int items) {
            PathScratch scratch = free.pollFirst();
            if (scratch == null) scratch = new PathScratch();
            scratch.fit(people, items);
            Arrays.fill(scratch.items, 0, items, 0);
            return scratch;
        }

        /// Only after a query that ended well: after an exception the sums may not be 0.
        void giveBack(PathScratch scratch) {
            free.addFirst(scratch);
        }
    }
}
