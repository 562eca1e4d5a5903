package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.OnlineRecommender;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Does a person feel their own dislike? A person dislikes one item of their top 100; of those of its 50 nearest that were
/// in the top 100 too, which share leaves it or stands lower afterwards? The dislike is taken back before the next trial.
/// YouTube's own button prevents 12 % of unwanted recommendations (Mozilla, "Does this button work?", 2022).
///
/// @param source the opinion about nearness that was used
/// @param share mean over the trials in which a neighbour was there to move
/// @param trials trials that the mean is over
public record DislikeEfficacy(String source, double share, int trials) {
    private static final int NEIGHBOURS = 50;
    private static final int PLACES = 100;

    /// @param model fitted on `train`; it is left as it was found
    /// @param trials how many random people dislike one random item of their list each
    public static DislikeEfficacy of(
            OnlineRecommender model, SignedEdges train, Nearness nearness, int trials, long seed) {
        return of(model, train, List.of(nearness), trials, seed).getFirst();
    }

    /// The same trials judged by several opinions about nearness.
    public static List<DislikeEfficacy> of(
            OnlineRecommender model,
            SignedEdges train,
            List<? extends Nearness> sources,
            int trials,
            long seed) {
        ItemsByPerson known = ItemsByPerson.of(train, e -> true);
        SplittableRandom random = new SplittableRandom(seed);
        double[] sum = new double[sources.size()];
        int[] felt = new int[sources.size()];
        for (int t = 0; t < trials; t++) {
            int person = random.nextInt(train.people());
            int[] before = placesOf(model, person, known);
            int disliked = itemAt(before, random.nextInt(PLACES));
            if (disliked < 0) continue;
            model.absorb(person, disliked, -1, SignedEdges.NO_TIME);
            int[] after = placesOf(model, person, known);
            model.retract(person, disliked);
            for (int s = 0; s < felt.length; s++) {
                int[] near = sources.get(s).nearest(disliked, NEIGHBOURS);
                double share = shareThatFell(near, disliked, before, after);
                if (Double.isNaN(share)) continue;
                sum[s] += share;
                felt[s]++;
            }
        }
        return IntStream.range(0, felt.length)
                .mapToObj(s ->
                        new DislikeEfficacy(
                                sources.get(s).name(),
                                felt[s] == 0 ? Double.NaN : sum[s] / felt[s],
                                felt[s]))
                .toList();
    }

    /// The place of each item in the person's list of unknown items, PLACES for those that are not in it.
    private static int[] placesOf(OnlineRecommender model, int person, ItemsByPerson known) {
        float[] scores = new float[model.items()];
        model.score(person, scores);
        for (int k = 0; k < known.count(person); k++)
            scores[known.item(person, k)] = Float.NEGATIVE_INFINITY;
        TopItems top = new TopItems(PLACES);
        top.rank(scores);
        int[] places = new int[scores.length];
        Arrays.fill(places, PLACES);
        for (int place = 0; place < top.size(); place++) places[top.item(place)] = place;
        return places;
    }

    private static int itemAt(int[] places, int place) {
        for (int i = 0; i < places.length; i++) if (places[i] == place) return i;
        return -1;
    }

    private static double shareThatFell(int[] near, int disliked, int[] before, int[] after) {
        int there = 0;
        int fell = 0;
        for (int item : near) {
            if (before[item] == PLACES) continue;
            there++;
            if (placeWithout(disliked, item, after) > placeWithout(disliked, item, before)) fell++;
        }
        return there == 0 ? Double.NaN : (double) fell / there;
    }

    /// The item's place when the disliked one is taken out of the list, so that its going alone moves nobody.
    private static int placeWithout(int disliked, int item, int[] places) {
        int place = places[item];
        return place < PLACES && places[disliked] < place ? place - 1 : place;
    }
}
