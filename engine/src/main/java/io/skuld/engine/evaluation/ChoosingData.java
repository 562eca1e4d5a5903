package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// What settings, features and methods may be chosen on: the interactions to learn from and those to choose by. The test
/// part is not here, so nobody who is given this can look at it.
public record ChoosingData(String name, SignedEdges train, SignedEdges valid) {
    /// Cuts the validation part by person: each dataset is judged by one fold of the people, in the place of a test part,
    /// and leaves the other folds to choose by.
    ///
    /// @param count folds, 2 or more
    public List<SignedDataset> folds(int count, long seed) {
        if (count < 2)
            throw new IllegalArgumentException("Folds are at least 2, got %d".formatted(count));
        int[] fold = new Random(seed).ints(valid.people(), 0, count).toArray();
        List<SignedDataset> folds = new ArrayList<>();
        for (int f = 0; f < count; f++)
            folds.add(new SignedDataset(name, train, part(fold, f, false), part(fold, f, true)));
        return folds;
    }

    private SignedEdges part(int[] fold, int wanted, boolean inside) {
        return valid.at(
                IntStream.range(0, valid.size())
                        .filter(e -> fold[valid.person(e)] == wanted == inside)
                        .toArray());
    }
}
