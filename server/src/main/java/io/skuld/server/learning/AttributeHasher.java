package io.skuld.server.learning;

import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.server.catalog.Item;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Turns an item's facts into attribute features by signed hashing (Weinberger et al., "Feature hashing for large scale
/// multitask learning", ICML 2009): each fact has a position and a sign of its own, so that the few that share a position
/// do not add up. A function of the item alone: features never go stale because other items came.
final class AttributeHasher {
    /// Positions that facts are hashed to.
    static final int DIM = 256;

    /// Share of each field in the squared length; a field's facts divide theirs evenly.
    private static final double CREATOR = .2;

    private static final double GENRES = .35;
    private static final double TAGS = .2;
    private static final double LANGUAGE = .05;
    private static final double KIND = .1;
    private static final double DECADE = .1;

    private AttributeHasher() {}

    /// Features without a text vector, of length at most 1 up to facts that share a position.
    static TasteFeatures features(Item item) {
        Map<Integer, Float> sparse = new TreeMap<>();
        if (!item.creator().isEmpty()) add("creator", List.of(item.creator()), CREATOR, sparse);
        add("genre", item.genres(), GENRES, sparse);
        add("tag", item.tags(), TAGS, sparse);
        if (!item.language().isEmpty()) add("language", List.of(item.language()), LANGUAGE, sparse);
        add("kind", List.of(item.kind().label()), KIND, sparse);
        Integer year = item.year();
        if (year != null) add("decade", List.of(String.valueOf(year / 10)), DECADE, sparse);
        int[] positions = new int[sparse.size()];
        float[] values = new float[positions.length];
        int k = 0;
        for (Map.Entry<Integer, Float> entry : sparse.entrySet()) {
            positions[k] = entry.getKey();
            values[k++] = entry.getValue();
        }
        return TasteFeatures.withoutText(positions, values);
    }

    private static void add(
            String field, List<String> facts, double share, Map<Integer, Float> sparse) {
        float value = (float) Math.sqrt(share / facts.size());
        for (String fact : facts) {
            int hash = hash(field + ':' + fact);
            float signed = hash < 0 ? -value : value;
            sparse.merge(Math.floorMod(hash, DIM), signed, Float::sum);
        }
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
