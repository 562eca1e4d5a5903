package io.skuld.server.feed;

/// The rating from 0 to 10 that a person is expected to give, and how sure that is.
///
/// @param mean expected rating
/// @param sd one standard deviation of the error to expect, to be shown as "7.8 ± .9"
public record Prediction(double mean, double sd) {
    public Prediction {
        if (!(mean >= 0 && mean <= 10 && sd >= 0))
            throw new IllegalArgumentException(
                    "A prediction is from 0 to 10 with a deviation of at least 0, got %s ± %s"
                            .formatted(mean, sd));
    }
}
