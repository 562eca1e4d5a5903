package io.skuld.engine.model;

import io.skuld.engine.graph.SignedEdges;
import java.util.ArrayList;
import java.util.List;

/// A world so small that the answer is known: two camps of people and two camps of items. Everyone likes the items of
/// the own camp and dislikes those of the other, except that each person has not yet met `unseen` items of either camp.
/// Which ones they are differs from person to person, and every item has equally many likes and dislikes: neither
/// popularity nor a model blind to signs can tell the camps apart.
public record TwoCamps(int size, int unseen) {
    public static TwoCamps ofSize(int size) {
        return new TwoCamps(size, Math.max(1, size / 4));
    }

    public int people() {
        return 2 * size;
    }

    public int items() {
        return 2 * size;
    }

    /// Camp of a person or an item.
    public int camp(int id) {
        return id / size;
    }

    public boolean met(int person, int item) {
        return Math.floorMod(item - person, size) >= unseen;
    }

    public int[] unmetOfCamp(int person, int camp) {
        List<Integer> unmet = new ArrayList<>();
        for (int i = 0; i < items(); i++) if (camp(i) == camp && !met(person, i)) unmet.add(i);
        return unmet.stream().mapToInt(Integer::intValue).toArray();
    }

    public SignedEdges edges() {
        return edges(people());
    }

    /// The same world with room for more people than the camps have: those from [#people()] on have no edges.
    public SignedEdges edges(int people) {
        List<int[]> met = new ArrayList<>();
        for (int p = 0; p < people(); p++)
            for (int i = 0; i < items(); i++) if (met(p, i)) met.add(new int[] {p, i});
        int[] person = met.stream().mapToInt(e -> e[0]).toArray();
        int[] item = met.stream().mapToInt(e -> e[1]).toArray();
        boolean[] liked = new boolean[person.length];
        for (int e = 0; e < liked.length; e++) liked[e] = camp(person[e]) == camp(item[e]);
        return SignedEdges.untimed(people, items(), person, item, liked);
    }
}
