package io.skuld.server.learning;

import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.PathSettings.AttributeSettings;
import io.skuld.engine.model.signed.SignWeights;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Everything that the learned graph is told: how its walks go and how much they count.
///
/// @param counts points in a feed
/// @param walks through people and through attributes; their popularity and caution are not used, since a feed's points
///     all have a cause and its caution is [LiftSettings#caution]. The half-life forgets implicit signals alone
public record GraphSettings(LiftSettings counts, PathSettings walks) {
    private static final int MOST_DAYS = 100_000;

    public static final GraphSettings DEFAULTS =
            new GraphSettings(LiftSettings.DEFAULTS, PathSettings.HOME);

    public GraphSettings with(LiftSettings other) {
        return new GraphSettings(other, walks);
    }

    public GraphSettings with(PathSettings other) {
        return new GraphSettings(counts, other);
    }

    /// By name, for people and to be stored; [#fromMap] reads it back.
    public Map<String, String> toMap() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("community", Float.toString(counts.community()));
        all.put("doubt", Float.toString(counts.doubt()));
        all.put("attributes", Float.toString(counts.attributes()));
        all.put("caution", Float.toString(counts.caution()));
        SignWeights weights = walks.weights();
        for (int k = 0; k < SignWeights.PATTERNS; k++)
            all.put("walk" + signs(k), Float.toString(weights.get(k)));
        all.put("personExponent", Float.toString(walks.personExponent()));
        all.put("sourceExponent", Float.toString(walks.sourceExponent()));
        all.put("targetExponent", Float.toString(walks.targetExponent()));
        all.put("attributeLike", Float.toString(walks.attributes().like()));
        all.put("attributeDislike", Float.toString(walks.attributes().dislike()));
        all.put("attributeExponent", Float.toString(walks.attributes().exponent()));
        all.put("halfLifeDays", Long.toString(walks.halfLife().toDays()));
        return all;
    }

    /// As `++-`: my sign, theirs on the same item, theirs on the last one.
    private static String signs(int pattern) {
        return sign(pattern & 4) + sign(pattern & 2) + sign(pattern & 1);
    }

    private static String sign(int disliked) {
        return disliked == 0 ? "+" : "-";
    }

    /// @throws IllegalArgumentException when a setting is missing, no number or out of its range
    static GraphSettings fromMap(Map<String, String> all) {
        float[] weights = new float[SignWeights.PATTERNS];
        for (int k = 0; k < weights.length; k++) weights[k] = number(all, "walk" + signs(k));
        return new GraphSettings(
                new LiftSettings(
                        number(all, "community"),
                        number(all, "doubt"),
                        number(all, "attributes"),
                        number(all, "caution")),
                PathSettings.HOME
                        .withWeights(SignWeights.of(weights))
                        .withExponents(
                                number(all, "personExponent"),
                                number(all, "sourceExponent"),
                                number(all, "targetExponent"))
                        .withAttributes(
                                new AttributeSettings(
                                        number(all, "attributeLike"),
                                        number(all, "attributeDislike"),
                                        number(all, "attributeExponent")))
                        .withHalfLife(halfLife(all)));
    }

    private static Duration halfLife(Map<String, String> all) {
        float days = number(all, "halfLifeDays");
        if (!(days >= 0 && days <= MOST_DAYS))
            throw new IllegalArgumentException(
                    "The setting 'halfLifeDays' is from 0 to %d, got %s"
                            .formatted(MOST_DAYS, days));
        return Duration.ofDays((long) days);
    }

    private static float number(Map<String, String> all, String key) {
        String value = all.get(key);
        if (value == null)
            throw new IllegalArgumentException("The setting '%s' is missing".formatted(key));
        try {
            return Float.parseFloat(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The setting '%s' is '%s', which is no number".formatted(key, value), e);
        }
    }
}
