package io.skuld.server.learning;

import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.server.catalog.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Turns an item's facts into attribute features by signed hashing (Weinberger et al., "Feature hashing for large scale
/// multitask learning", ICML 2009): each fact has a position and a sign of its own, so that the few that share a position
/// do not add up. Pairs of genre and decade count beside single ones: to like comedies of the fifties is not to like
/// comedies and the fifties. A function of the item alone, the same for learning and predicting: features never go stale
/// because other items came.
public final class AttributeHasher {
    /// Positions that facts are hashed to.
    public static final int DIM = 256;

    /// Squared length that each field may take; a field's facts divide it evenly.
    private static final double CREATOR = .4;

    private static final double GENRES = .4;
    private static final double TAGS = .2;
    private static final double LANGUAGE = .1;
    private static final double KIND = .2;
    private static final double DECADE = .4;
    private static final double PAIRS = .5;

    private record Fact(String name, double value) {}

    private AttributeHasher() {}

    /// Features without a text vector.
    public static TasteFeatures features(Item item) {
        List<Fact> paired = new ArrayList<>();
        add("genre", item.genres(), GENRES, paired);
        addDecades(item.year(), paired);
        List<Fact> facts = new ArrayList<>(paired);
        facts.addAll(pairs(paired));
        add("tag", item.tags(), TAGS, facts);
        add("creator", known(item.creator()), CREATOR, facts);
        add("language", known(item.language()), LANGUAGE, facts);
        add("kind", List.of(item.kind().label()), KIND, facts);
        return hashed(facts);
    }

    private static List<String> known(String fact) {
        return fact.isEmpty() ? List.of() : List.of(fact);
    }

    private static void add(String field, List<String> names, double share, List<Fact> facts) {
        double value = Math.sqrt(share / names.size());
        for (String name : names) facts.add(new Fact(field + ':' + name, value));
    }

    /// A year belongs to the two decades whose middles it lies between, to the nearer one more: 1999 and 2000 are alike.
    private static void addDecades(@Nullable Integer year, List<Fact> facts) {
        if (year == null) return;
        double position = year / 10.0 - .5;
        int earlier = (int) Math.floor(position);
        double late = position - earlier;
        double scale = Math.sqrt(DECADE / (late * late + (1 - late) * (1 - late)));
        facts.add(new Fact("decade:" + earlier, (1 - late) * scale));
        facts.add(new Fact("decade:" + (earlier + 1), late * scale));
    }

    private static List<Fact> pairs(List<Fact> facts) {
        List<Fact> pairs = new ArrayList<>();
        double squares = 0;
        for (int a = 0; a < facts.size(); a++) {
            for (int b = a + 1; b < facts.size(); b++) {
                double value = facts.get(a).value() * facts.get(b).value();
                pairs.add(new Fact(pairName(facts.get(a).name(), facts.get(b).name()), value));
                squares += value * value;
            }
        }
        if (squares == 0) return List.of();
        double scale = Math.sqrt(PAIRS / squares);
        return pairs.stream().map(f -> new Fact(f.name(), f.value() * scale)).toList();
    }

    /// The same whichever of the two comes first.
    private static String pairName(String one, String other) {
        return one.compareTo(other) < 0 ? one + '&' + other : other + '&' + one;
    }

    private static TasteFeatures hashed(List<Fact> facts) {
        Map<Integer, Double> sparse = new TreeMap<>();
        for (Fact fact : facts) {
            int hash = hash(fact.name());
            sparse.merge(
                    Math.floorMod(hash, DIM), hash < 0 ? -fact.value() : fact.value(), Double::sum);
        }
        int[] positions = new int[sparse.size()];
        float[] values = new float[positions.length];
        int k = 0;
        for (Map.Entry<Integer, Double> entry : sparse.entrySet()) {
            positions[k] = entry.getKey();
            values[k++] = entry.getValue().floatValue();
        }
        return TasteFeatures.withoutText(positions, values);
    }

    /// FNV-1a of the characters, then mixed so that every bit depends on all of them (MurmurHash3's finalizer).
    private static int hash(String text) {
        int h = 0x811c9dc5;
        for (int k = 0; k < text.length(); k++) h = (h ^ text.charAt(k)) * 0x01000193;
        h = (h ^ h >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return h ^ h >>> 16;
    }
}
