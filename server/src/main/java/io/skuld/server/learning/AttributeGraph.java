package io.skuld.server.learning;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.server.catalog.Item;
import io.skuld.server.learning.ItemAttributes.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Items and their attributes as a graph, kept current with the catalogue. Thread-safe. Changes wait until someone asks for
/// the graph: reading a whole catalogue costs nothing but a list.
public final class AttributeGraph {
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /// Attributes by item number. Guarded by this, as all else.
    private final Map<Integer, int[]> attributes = new HashMap<>();

    private int end;
    private @Nullable Moment built;

    /// The graph at one moment.
    ///
    /// @param view its "people" are the items, its "items" the attributes
    /// @param names by attribute
    public record Moment(GraphView view, List<String> names) {
        public Moment {
            names = List.copyOf(names);
        }

        /// The names of what both items have.
        List<String> inCommon(int one, int other) {
            List<String> common = new ArrayList<>();
            EdgeRun run = new EdgeRun();
            view.itemsOf(one, run);
            while (run.next())
                for (int k = run.from; k < run.to; k++) {
                    int attribute = EdgeRun.id(run.ends[k]);
                    if (view.weight(other, attribute) != 0) common.add(names.get(attribute));
                }
            return common;
        }
    }

    /// An item that is new or changed.
    synchronized void put(int number, Item item) {
        int[] now =
                ItemAttributes.of(item).stream().mapToInt(this::id).sorted().distinct().toArray();
        end = Math.max(end, number + 1);
        int[] before = attributes.put(number, now);
        if (!Arrays.equals(before, now)) built = null;
    }

    /// There is no such item any more.
    synchronized void remove(int number) {
        if (attributes.remove(number) != null) built = null;
    }

    private int id(Attribute attribute) {
        return ids.computeIfAbsent(
                attribute.key(),
                key -> {
                    names.add(attribute.name());
                    return names.size() - 1;
                });
    }

    synchronized Moment now() {
        Moment moment = built;
        if (moment == null) built = moment = new Moment(build(), names);
        return moment;
    }

    private GraphView build() {
        int edges = attributes.values().stream().mapToInt(has -> has.length).sum();
        int[] items = new int[edges];
        int[] has = new int[edges];
        boolean[] liked = new boolean[edges];
        Arrays.fill(liked, true);
        int e = 0;
        for (Map.Entry<Integer, int[]> item : attributes.entrySet())
            for (int attribute : item.getValue()) {
                items[e] = item.getKey();
                has[e++] = attribute;
            }
        return SignedGraph.of(SignedEdges.untimed(end, names.size(), items, has, liked)).view();
    }
}
