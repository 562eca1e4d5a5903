package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;
import java.util.function.IntPredicate;

/// Items are near when they share people: the cosine of their columns of likes, or of all signals.
public final class SharedPeople implements Nearness {
    private final String name;
    private final int items;
    private final ItemsByPerson itemsOf;
    private final ItemsByPerson peopleOf;

    private SharedPeople(String name, SignedEdges edges, IntPredicate counts) {
        this.name = name;
        items = edges.items();
        itemsOf = ItemsByPerson.of(edges, counts);
        peopleOf = ItemsByPerson.of(turned(edges), counts);
    }

    /// The same people like them.
    public static SharedPeople whoLike(SignedEdges edges) {
        return new SharedPeople("shared likes", edges, edges::liked);
    }

    /// The same people met them, liked or not.
    public static SharedPeople whoMet(SignedEdges edges) {
        return new SharedPeople("shared people", edges, e -> true);
    }

    private static SignedEdges turned(SignedEdges edges) {
        int[] person = new int[edges.size()];
        int[] item = new int[edges.size()];
        boolean[] liked = new boolean[edges.size()];
        for (int e = 0; e < edges.size(); e++) {
            person[e] = edges.item(e);
            item[e] = edges.person(e);
            liked[e] = edges.liked(e);
        }
        return SignedEdges.untimed(edges.items(), edges.people(), person, item, liked);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int[] nearest(int item, int n) {
        float[] cosine = new float[items];
        for (int k = 0; k < peopleOf.count(item); k++) {
            int person = peopleOf.item(item, k);
            for (int j = 0; j < itemsOf.count(person); j++) cosine[itemsOf.item(person, j)]++;
        }
        double own = peopleOf.count(item);
        for (int i = 0; i < items; i++)
            cosine[i] =
                    i == item || cosine[i] == 0
                            ? Float.NEGATIVE_INFINITY
                            : (float) (cosine[i] / Math.sqrt(own * peopleOf.count(i)));
        return TopItems.of(cosine, n);
    }
}
