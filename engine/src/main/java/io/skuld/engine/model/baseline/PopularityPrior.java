package io.skuld.engine.model.baseline;

/// What a newcomer gets, and what orders the items of which a model knows nothing else: likes, made so small that they
/// never overrule a model's own score.
final class PopularityPrior {
    private static final float WEIGHT = 1e-6f;

    private final float[] prior;

    PopularityPrior(float[] likes) {
        prior = new float[likes.length];
        float most = 1;
        for (float l : likes) most = Math.max(most, l);
        for (int i = 0; i < prior.length; i++) prior[i] = WEIGHT * likes[i] / most;
    }

    int items() {
        return prior.length;
    }

    void addTo(float[] scores) {
        for (int i = 0; i < prior.length; i++) scores[i] += prior[i];
    }

    void writeTo(float[] scores) {
        System.arraycopy(prior, 0, scores, 0, prior.length);
    }
}
