package io.skuld.engine.model.signed;

import java.time.Duration;

/// Everything the signed-path model is told.
///
/// @param personExponent b: people with many edges pass on less, by `degree^-2b`
/// @param sourceExponent ai: the person's own items with many edges say less, by `degree^-ai`
/// @param targetExponent ao: items with many edges are reached more easily, mended by `degree^-ao`
/// @param profileExponent q: scores of people with many edges are scaled by `degree^-q`; orders nothing by itself, but
///     sets the walks against the other terms
/// @param weights one for each sign pattern
/// @param popularity p: adds `p · √likes` of the item
/// @param caution eta: scores are multiplied by `(like-rate / mean like-rate)^eta`; 0 is off
/// @param attributes how walks over attributes count
/// @param halfLife age at which a person's own signal counts half; zero keeps every signal whole
public record PathSettings(
        float personExponent,
        float sourceExponent,
        float targetExponent,
        float profileExponent,
        SignWeights weights,
        float popularity,
        float caution,
        AttributeSettings attributes,
        Duration halfLife) {
    public static final PathSettings DEFAULTS =
            new PathSettings(
                    .25f,
                    .5f,
                    .4f,
                    .5f,
                    SignWeights.knob(.6f),
                    0,
                    0,
                    AttributeSettings.DEFAULTS,
                    Duration.ZERO);

    /// For feeds. Chosen on the validation part of movielens-small by `./skuld evaluate feed --tune`.
    public static final PathSettings HOME = home(-2);

    /// For feeds: walks go through people who like the own item. They lead to what these like, and an own dislike pushes
    /// that away instead of passing for weak interest.
    ///
    /// @param theirs what a walk that ends with another person's dislike counts, against one that ends with a like; below
    ///     0 it turns the walk around
    public static PathSettings home(float theirs) {
        return DEFAULTS.withWeights(new SignWeights(1, theirs, 0, 0, -.6f, -.6f * theirs, 0, 0))
                .withAttributes(new AttributeSettings(.5f, -.5f, 1));
    }

    /// How walks person → item → attribute → item count.
    ///
    /// @param like weight of the walk when the person likes the item
    /// @param dislike weight when the person dislikes it; below 0 pushes away
    /// @param exponent attributes with many items say less, by `items^-exponent`
    public record AttributeSettings(float like, float dislike, float exponent) {
        public static final AttributeSettings DEFAULTS = new AttributeSettings(.5f, -.5f, .5f);

        public AttributeSettings {
            requireFinite("attributes", like + dislike + exponent);
        }
    }

    public PathSettings {
        requireFinite(
                "exponents", personExponent + sourceExponent + targetExponent + profileExponent);
        requireFinite("popularity", popularity);
        if (!(caution >= 0 && caution < 1000))
            throw new IllegalArgumentException("caution lies in [0, 1000), got " + caution);
        if (halfLife.isNegative())
            throw new IllegalArgumentException("halfLife is zero or longer, got " + halfLife);
    }

    private static void requireFinite(String name, float value) {
        if (!Float.isFinite(value))
            throw new IllegalArgumentException(name + " must be finite, got " + value);
    }

    public PathSettings withWeights(SignWeights w) {
        return with(w, popularity, caution, attributes, halfLife);
    }

    public PathSettings withExponents(float person, float source, float target) {
        return new PathSettings(
                person,
                source,
                target,
                profileExponent,
                weights,
                popularity,
                caution,
                attributes,
                halfLife);
    }

    public PathSettings withPopularity(float p) {
        return with(weights, p, caution, attributes, halfLife);
    }

    public PathSettings withCaution(float eta) {
        return with(weights, popularity, eta, attributes, halfLife);
    }

    public PathSettings withAttributes(AttributeSettings settings) {
        return with(weights, popularity, caution, settings, halfLife);
    }

    public PathSettings withHalfLife(Duration age) {
        return with(weights, popularity, caution, attributes, age);
    }

    private PathSettings with(
            SignWeights w, float p, float eta, AttributeSettings settings, Duration age) {
        return new PathSettings(
                personExponent,
                sourceExponent,
                targetExponent,
                profileExponent,
                w,
                p,
                eta,
                settings,
                age);
    }
}
