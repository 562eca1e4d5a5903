package io.skuld.engine.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How well probabilities foretell a yes or no. F1, precision, recall and accuracy are at the threshold; the others look
/// at the probabilities themselves. What is undefined (an area without one of the classes, precision without a
/// positive prediction) is NaN, except F1, which is 0 when nothing is found.
///
/// @param confusion counts at the threshold
/// @param auc area under the ROC curve: the chance that a positive is above a negative, ties counting half
/// @param averagePrecision sum of precision over the steps of recall, tied probabilities taken together
/// @param brier mean squared error of the probability
/// @param logLoss mean negative log-likelihood in nats, probabilities kept 1e-15 away from 0 and 1
/// @param calibrationError mean distance of predicted and observed share over ten bins of equal width, weighted by count
///     (Guo et al., "On calibration of modern neural networks", ICML 2017)
/// @param calibration the ten bins, empty ones left out
public record ClassifierMetrics(
        Confusion confusion,
        double auc,
        double averagePrecision,
        double brier,
        double logLoss,
        double calibrationError,
        List<Bin> calibration) {
    private static final int BINS = 10;

    public ClassifierMetrics {
        calibration = List.copyOf(calibration);
    }

    public record Confusion(
            int truePositive, int falsePositive, int trueNegative, int falseNegative) {
        public double precision() {
            return ratio(truePositive, truePositive + falsePositive);
        }

        public double recall() {
            return ratio(truePositive, truePositive + falseNegative);
        }

        public double accuracy() {
            return ratio(truePositive + trueNegative, count());
        }

        public double f1() {
            int wrong = falsePositive + falseNegative;
            return truePositive == 0 ? 0 : 2.0 * truePositive / (2.0 * truePositive + wrong);
        }

        public int count() {
            return truePositive + falsePositive + trueNegative + falseNegative;
        }

        private static double ratio(int part, int whole) {
            return whole == 0 ? Double.NaN : (double) part / whole;
        }
    }

    /// One bin of a reliability diagram.
    public record Bin(double meanPredicted, double observedShare, int count) {}

    /// @param probability of yes, in [0, 1], one an observation
    /// @param actual what came, in the same order
    /// @param threshold a probability of at least this counts as a yes
    public static ClassifierMetrics of(double[] probability, boolean[] actual, double threshold) {
        RatingMetrics.requirePairs(probability.length, actual.length);
        for (double p : probability)
            if (!(p >= 0 && p <= 1))
                throw new IllegalArgumentException("A probability lies in [0, 1], got " + p);
        List<Bin> bins = bins(probability, actual);
        return new ClassifierMetrics(
                confusion(probability, actual, threshold),
                auc(probability, actual),
                averagePrecision(probability, actual),
                brier(probability, actual),
                logLoss(probability, actual),
                calibrationError(bins, actual.length),
                bins);
    }

    private static Confusion confusion(double[] probability, boolean[] actual, double threshold) {
        int[] counts = new int[4];
        for (int k = 0; k < actual.length; k++)
            counts[(probability[k] >= threshold ? 0 : 2) + (actual[k] ? 0 : 1)]++;
        return new Confusion(counts[0], counts[1], counts[3], counts[2]);
    }

    /// The area under the ROC curve of any scores, not only probabilities.
    public static double auc(double[] score, boolean[] actual) {
        int[] order = descending(score);
        double won = 0;
        long above = 0;
        long negatives = 0;
        for (int from = 0; from < order.length; ) {
            int to = endOfTie(score, order, from);
            long yes = positives(actual, order, from, to);
            long no = to - from - yes;
            won += no * (above + yes / 2.0);
            above += yes;
            negatives += no;
            from = to;
        }
        return above == 0 || negatives == 0 ? Double.NaN : won / ((double) above * negatives);
    }

    /// The average precision of any scores, not only probabilities.
    public static double averagePrecision(double[] score, boolean[] actual) {
        int[] order = descending(score);
        double sum = 0;
        long found = 0;
        for (int from = 0; from < order.length; ) {
            int to = endOfTie(score, order, from);
            long yes = positives(actual, order, from, to);
            found += yes;
            sum += yes * ((double) found / to);
            from = to;
        }
        return found == 0 ? Double.NaN : sum / found;
    }

    private static int[] descending(double[] score) {
        return IntStream.range(0, score.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -score[k]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int endOfTie(double[] score, int[] order, int from) {
        int to = from + 1;
        while (to < order.length && score[order[to]] == score[order[from]]) to++;
        return to;
    }

    private static long positives(boolean[] actual, int[] order, int from, int to) {
        return Arrays.stream(order, from, to).filter(k -> actual[k]).count();
    }

    private static double brier(double[] probability, boolean[] actual) {
        double sum = 0;
        for (int k = 0; k < actual.length; k++) {
            double error = probability[k] - (actual[k] ? 1 : 0);
            sum += error * error;
        }
        return sum / actual.length;
    }

    private static double logLoss(double[] probability, boolean[] actual) {
        double sum = 0;
        for (int k = 0; k < actual.length; k++) {
            double p = Math.clamp(probability[k], 1e-15, 1 - 1e-15);
            sum -= Math.log(actual[k] ? p : 1 - p);
        }
        return sum / actual.length;
    }

    private static List<Bin> bins(double[] probability, boolean[] actual) {
        double[] predicted = new double[BINS];
        int[] yes = new int[BINS];
        int[] count = new int[BINS];
        for (int k = 0; k < actual.length; k++) {
            int bin = Math.min(BINS - 1, (int) (probability[k] * BINS));
            predicted[bin] += probability[k];
            if (actual[k]) yes[bin]++;
            count[bin]++;
        }
        return IntStream.range(0, BINS)
                .filter(b -> count[b] > 0)
                .mapToObj(
                        b -> new Bin(predicted[b] / count[b], (double) yes[b] / count[b], count[b]))
                .toList();
    }

    private static double calibrationError(List<Bin> bins, int count) {
        return bins.stream()
                        .mapToDouble(
                                b -> b.count() * Math.abs(b.meanPredicted() - b.observedShare()))
                        .sum()
                / count;
    }
}
