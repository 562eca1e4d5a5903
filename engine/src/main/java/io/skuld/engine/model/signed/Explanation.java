package io.skuld.engine.model.signed;

import java.util.List;

/// Why an item has its score: what each of the person's own signals gave, and what would be there without them. Exact: the
/// parts add up to the score before caution, to rounding.
///
/// @param contributions one for each own signal that reaches the item, the strongest pull or push first
/// @param popularity what the item's popularity gave
public record Explanation(List<Contribution> contributions, float popularity) {
    /// @param item the own item that caused it
    /// @param amount its share of the score; below 0 when it pushes away
    public record Contribution(int item, float amount) {}

    public Explanation {
        contributions = List.copyOf(contributions);
    }

    public float total() {
        double sum = popularity;
        for (Contribution c : contributions) sum += c.amount();
        return (float) sum;
    }
}
