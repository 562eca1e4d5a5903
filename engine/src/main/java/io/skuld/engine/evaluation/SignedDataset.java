package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;

/// Interactions cut into what a model learns from, what it is chosen on and what it is judged by. The three parts speak
/// of the same people and items; lines that repeat or contradict each other are kept as they came.
public record SignedDataset(String name, SignedEdges train, SignedEdges valid, SignedEdges test) {
    public SignedDataset {
        if (name.isBlank()) throw new IllegalArgumentException("A dataset needs a name");
        requireSameWorld(name, train, valid);
        requireSameWorld(name, train, test);
    }

    public int people() {
        return train.people();
    }

    public int items() {
        return train.items();
    }

    /// Everything but the test part.
    public ChoosingData forChoosing() {
        return new ChoosingData(name, train, valid);
    }

    private static void requireSameWorld(String name, SignedEdges train, SignedEdges other) {
        if (train.people() != other.people() || train.items() != other.items())
            throw new IllegalArgumentException(
                    "The parts of dataset %s speak of different worlds: %d people and %d items, %d and %d"
                            .formatted(
                                    name,
                                    train.people(),
                                    train.items(),
                                    other.people(),
                                    other.items()));
    }
}
