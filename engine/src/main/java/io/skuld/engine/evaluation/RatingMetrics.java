package io.skuld.engine.evaluation;

/// How far predicted ratings are from given ones, in the unit of the ratings.
///
/// @param mae mean absolute error
/// @param rmse root of the mean squared error; large errors weigh more
/// @param concordance the chance that of two items rated differently the better one is predicted higher, ties counting
///     half; NaN when all ratings are equal
/// @param count ratings compared
public record RatingMetrics(double mae, double rmse, double concordance, int count) {
    /// @param predicted one number a rating, finite
    /// @param actual the ratings given, in the same order
    public static RatingMetrics of(double[] predicted, double[] actual) {
        requirePairs(predicted.length, actual.length);
        double absolute = 0;
        double squared = 0;
        for (int k = 0; k < actual.length; k++) {
            double error = predicted[k] - actual[k];
            if (!Double.isFinite(error))
                throw new IllegalArgumentException(
                        "Rating %d is predicted as %s and given as %s; both must be finite"
                                .formatted(k, predicted[k], actual[k]));
            absolute += Math.abs(error);
            squared += error * error;
        }
        return new RatingMetrics(
                absolute / actual.length,
                Math.sqrt(squared / actual.length),
                concordance(predicted, actual),
                actual.length);
    }

    private static double concordance(double[] predicted, double[] actual) {
        double agreed = 0;
        long pairs = 0;
        for (int a = 0; a < actual.length; a++)
            for (int b = 0; b < actual.length; b++)
                if (actual[a] > actual[b]) {
                    pairs++;
                    if (predicted[a] > predicted[b]) agreed++;
                    else if (predicted[a] == predicted[b]) agreed += 0.5;
                }
        return pairs == 0 ? Double.NaN : agreed / pairs;
    }

    static void requirePairs(int predicted, int actual) {
        if (predicted != actual || actual == 0)
            throw new IllegalArgumentException(
                    "Metrics need one prediction for each of at least 1 observation, got %d for %d"
                            .formatted(predicted, actual));
    }
}
