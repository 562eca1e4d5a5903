package io.skuld.engine.model.taste;

import io.skuld.engine.math.Vectors;

/// One item as numbers: a dense text vector, which may not be known yet, and a few attributes. Immutable; it keeps the
/// arrays it is given, which nobody changes afterwards.
public final class TasteFeatures {
    private static final float[] UNKNOWN = {};

    private final float[] text;
    private final int[] attributes;
    private final float[] values;

    private TasteFeatures(float[] text, int[] attributes, float[] values) {
        if (attributes.length != values.length)
            throw new IllegalArgumentException(
                    "Each attribute needs one value, got %d and %d"
                            .formatted(attributes.length, values.length));
        this.text = text;
        this.attributes = attributes;
        this.values = values;
    }

    /// @param text vector of length 1, shape (space.textDim)
    /// @param attributes positions among the attributes, each at most once, below space.attributeDim
    /// @param values of those attributes, in the same order; their squares sum to about 1
    public static TasteFeatures of(float[] text, int[] attributes, float[] values) {
        return new TasteFeatures(text, attributes, values);
    }

    /// An item whose text vector is not known yet.
    public static TasteFeatures withoutText(int[] attributes, float[] values) {
        return new TasteFeatures(UNKNOWN, attributes, values);
    }

    /// The same item, its text vector now known.
    public TasteFeatures withText(float[] vector) {
        return new TasteFeatures(vector, attributes, values);
    }

    /// The same item with the text vector of another, known or not.
    public TasteFeatures withTextOf(TasteFeatures other) {
        return new TasteFeatures(other.text, attributes, values);
    }

    public boolean hasText() {
        return text.length > 0;
    }

    /// The text vector, shape (space.textDim); empty while it is not known. A copy.
    public float[] text() {
        return text.clone();
    }

    /// Cosine of the angle between the two texts, 0 when one is not known.
    public float textSimilarity(TasteFeatures other) {
        if (!hasText() || !other.hasText()) return 0;
        return Vectors.dot(text, 0, other.text, 0, text.length);
    }

    /// What the two items' attributes share: the sum of the products of their values.
    public float attributeSimilarity(TasteFeatures other) {
        float sum = 0;
        for (int a = 0; a < attributes.length; a++)
            for (int b = 0; b < other.attributes.length; b++)
                if (attributes[a] == other.attributes[b]) sum += values[a] * other.values[b];
        return sum;
    }

    /// `w · x` including the constant.
    ///
    /// @param weights shape (space.size)
    float dot(TasteSpace space, float[] weights) {
        float sum = weights[space.constant()];
        if (hasText()) sum += Vectors.dot(text, 0, weights, 0, space.textDim());
        for (int k = 0; k < attributes.length; k++)
            sum += values[k] * weights[space.textDim() + attributes[k]];
        return sum;
    }

    /// Adds `alpha · x` including the constant.
    ///
    /// @param target shape (space.size)
    void addTo(TasteSpace space, double alpha, double[] target) {
        for (int k = 0; k < text.length; k++) target[k] += alpha * text[k];
        for (int k = 0; k < attributes.length; k++)
            target[space.textDim() + attributes[k]] += alpha * values[k];
        target[space.constant()] += alpha;
    }
}
