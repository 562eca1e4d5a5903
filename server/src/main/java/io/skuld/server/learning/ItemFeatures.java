package io.skuld.server.learning;

import io.skuld.engine.math.TopN;
import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.engine.model.taste.TasteSpace;
import io.skuld.server.catalog.Catalog.Numbered;
import io.skuld.server.encoders.VectorListener;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The features of every catalogue item by its number: attributes as soon as the item is known, its text vector when the
/// encoder has it. Thread-safe: many readers without a lock, writers one at a time.
public final class ItemFeatures implements VectorListener {
    private final TasteSpace space;

    /// By catalogue number; null where there is no item. Assigned again after each change, which publishes it.
    private volatile @Nullable TasteFeatures[] rows = new TasteFeatures[1024];

    private volatile int end;
    private volatile long generation;

    /// @param textDim numbers in a text vector
    ItemFeatures(int textDim) {
        this.space = new TasteSpace(textDim, AttributeHasher.DIM);
    }

    public TasteSpace space() {
        return space;
    }

    /// One more than the largest item number there is: the length of an array indexed by number.
    public int end() {
        return end;
    }

    /// Grows with every change of an item's features.
    long generation() {
        return generation;
    }

    /// The item's features, or null when there is no such item.
    public @Nullable TasteFeatures of(int number) {
        TasteFeatures[] now = rows;
        return number >= 0 && number < now.length ? now[number] : null;
    }

    /// Keeps the old text vector until the encoder has the new one: nearly right beats nothing.
    synchronized void changed(Numbered item) {
        TasteFeatures fresh = AttributeHasher.features(item.item());
        TasteFeatures old = of(item.number());
        put(item.number(), old == null ? fresh : fresh.withTextOf(old));
    }

    /// There is no such item any more.
    synchronized void removed(int number) {
        if (of(number) != null) put(number, null);
    }

    @Override
    public synchronized void onVector(int number, float[] vector) {
        if (vector.length != space.textDim())
            throw new IllegalArgumentException(
                    "A text vector has %d numbers, got %d"
                            .formatted(space.textDim(), vector.length));
        TasteFeatures row = of(number);
        if (row == null) row = TasteFeatures.withoutText(new int[0], new float[0]);
        put(number, row.withText(vector));
    }

    private void put(int number, @Nullable TasteFeatures row) {
        TasteFeatures[] now = rows;
        if (number >= now.length)
            now = Arrays.copyOf(now, Math.max(number + 1, now.length + now.length / 2));
        now[number] = row;
        rows = now;
        if (number >= end) end = number + 1;
        generation = generation + 1;
    }

    /// Items whose texts are most alike, nearest first; empty while the item has no vector.
    public int[] nearest(int number, int count) {
        TasteFeatures item = of(number);
        if (item == null || !item.hasText()) return new int[0];
        float[] cosine = new float[end];
        for (int other = 0; other < cosine.length; other++) {
            TasteFeatures row = of(other);
            cosine[other] =
                    row == null || !row.hasText() || other == number
                            ? TopN.EXCLUDED
                            : item.textSimilarity(row);
        }
        return TopN.of(cosine, count);
    }
}
