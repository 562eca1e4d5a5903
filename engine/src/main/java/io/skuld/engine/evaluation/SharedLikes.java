package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;

/// Items are near when the same people like them: the cosine of their columns of likes.
public final class SharedLikes implements Nearness {
    private final int items;
    private final ItemsByPerson itemsOf;
    private final ItemsByPerson peopleOf;
    private final int[] likes;

    public SharedLikes(SignedEdges edges) {
        items = edges.items();
        itemsOf = ItemsByPerson.of(edges, edges::liked);
        peopleOf = ItemsByPerson.of(turned(edges), edges::liked);
        likes = new int[items];
        for (int i = 0; i < items; i++) likes[i] = peopleOf.count(i);
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
        return "shared likes";
    }

    @Override
    public int[] nearest(int item, int n) {
        float[] cosine = new float[items];
        for (int k = 0; k < peopleOf.count(item); k++) {
            int person = peopleOf.item(item, k);
            for (int j = 0; j < itemsOf.count(person); j++) cosine[itemsOf.item(person, j)]++;
        }
        for (int i = 0; i < items; i++)
            cosine[i] =
                    i == item || cosine[i] == 0
                            ? Float.NEGATIVE_INFINITY
                            : (float) (cosine[i] / Math.sqrt((double) likes[i] * likes[item]));
        TopItems top = new TopItems(n);
        top.rank(cosine);
        int[] nearest = new int[top.size()];
        for (int k = 0; k < nearest.length; k++) nearest[k] = top.item(k);
        return nearest;
    }
}
