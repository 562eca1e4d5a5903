package io.skuld.engine.model.taste;

/// The numbers that describe an item: its text vector, then its attributes, then a constant 1.
///
/// @param textDim numbers in a text vector
/// @param attributeDim numbers of the attributes
public record TasteSpace(int textDim, int attributeDim) {
    public TasteSpace {
        if (textDim < 0 || attributeDim < 0)
            throw new IllegalArgumentException(
                    "TasteSpace needs dimensions of at least 0, got %d and %d"
                            .formatted(textDim, attributeDim));
    }

    /// All numbers together.
    public int size() {
        return textDim + attributeDim + 1;
    }

    int constant() {
        return textDim + attributeDim;
    }
}
