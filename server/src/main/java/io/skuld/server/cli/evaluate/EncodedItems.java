package io.skuld.server.cli.evaluate;

import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.server.catalog.Item;
import io.skuld.server.encoders.TextEncoder;
import io.skuld.server.learning.AttributeHasher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The features of items as the product makes them: the same texts, the same encoder, the same attributes. A text is
/// encoded once.
final class EncodedItems {
    private static final int CHUNK = 256;

    private final TextEncoder encoder;
    private final Map<String, float[]> vectors = new HashMap<>();

    EncodedItems(TextEncoder encoder) {
        this.encoder = encoder;
    }

    <K> Map<K, TasteFeatures> features(Map<K, Item> items) {
        List<String> texts =
                items.values().stream()
                        .map(Item::text)
                        .distinct()
                        .filter(text -> !vectors.containsKey(text))
                        .sorted()
                        .toList();
        for (int from = 0; from < texts.size(); from += CHUNK) {
            List<String> chunk =
                    new ArrayList<>(texts.subList(from, Math.min(texts.size(), from + CHUNK)));
            float[][] encoded = encoder.encode(chunk);
            for (int k = 0; k < encoded.length; k++) vectors.put(chunk.get(k), encoded[k]);
        }
        Map<K, TasteFeatures> features = HashMap.newHashMap(items.size());
        items.forEach((key, item) ->
                features.put(
                        key,
                        AttributeHasher.features(item)
                                .withText(
                                        java.util.Objects.requireNonNull(
                                                vectors.get(item.text())))));
        return features;
    }
}
