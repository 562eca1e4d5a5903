package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;

/// What the evaluated part says of each person, by the signed-graph protocol: the relevant are the liked lines, repeats
/// counted; a pair that is liked anywhere in the part is not disliked.
final class HeldOut {
    private final ItemsByPerson liked;
    private final ItemsByPerson disliked;
    private final ItemsByPerson none;

    HeldOut(SignedEdges part) {
        liked = ItemsByPerson.of(part, part::liked);
        disliked = ItemsByPerson.of(part, e -> !part.liked(e));
        none = ItemsByPerson.of(part, e -> false);
    }

    boolean says(int person) {
        return liked.count(person) > 0 || disliked.count(person) > 0;
    }

    /// Liked lines, repeats counted.
    int relevant(int person) {
        return liked.count(person);
    }

    boolean likes(int person, int item) {
        return liked.contains(person, item);
    }

    boolean dislikes(int person, int item) {
        return disliked.contains(person, item) && !likes(person, item);
    }

    int[] likedItems(int person) {
        return liked.distinctWithout(person, none);
    }

    int[] dislikedItems(int person) {
        return disliked.distinctWithout(person, liked);
    }
}
