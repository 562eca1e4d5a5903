package io.skuld.server.learning;

/// Turns a person's graph scores into rating points, to be added to expected ratings. Walks are counted in very different
/// numbers from person to person, so scores are taken against their mean size and on a logarithmic scale:
/// `POINTS · sign(s) · log(1 + |s| / mean |s|)`, the mean over items that have a score.
public final class Lift {
    /// What an item gets whose score is of mean size, over log 2. Chosen on the validation part of movielens-small, a
    /// community of 610, by `./skuld evaluate taste --ranking`.
    public static final float POINTS = 4;

    private Lift() {}

    /// @param scores by item; overwritten by their points
    public static void ofScores(float[] scores) {
        double sum = 0;
        int scored = 0;
        for (float s : scores) {
            sum += Math.abs(s);
            if (s != 0) scored++;
        }
        if (scored == 0) return;
        float perMean = (float) (scored / sum);
        for (int k = 0; k < scores.length; k++)
            scores[k] =
                    POINTS
                            * Math.signum(scores[k])
                            * (float) Math.log1p(Math.abs(scores[k]) * perMean);
    }
}
