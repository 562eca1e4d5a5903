package io.skuld.engine.model;

/// A fitted model: it scores every item for a person. Higher is better; a score orders the items of one person and has
/// no other meaning. Scores are finite for every person, also for one without signals.
///
/// Safe for any number of threads unless the class says otherwise.
public interface Recommender {
    int people();

    int items();

    /// Writes the score of each item for this person.
    ///
    /// @param person dense id; an id that the model never saw gets what is best for a newcomer
    /// @param scores shape (items); overwritten
    void score(int person, float[] scores);
}
