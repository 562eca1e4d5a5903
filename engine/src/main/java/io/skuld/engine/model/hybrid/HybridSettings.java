package io.skuld.engine.model.hybrid;

import io.skuld.engine.model.factors.IalsSettings;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.SignWeights;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// @param paths walks, popularity and caution
/// @param factors signed iALS
/// @param factorWeight g: what the factors' score counts beside that of the walks
public record HybridSettings(PathSettings paths, IalsSettings factors, float factorWeight) {
    public static final HybridSettings DEFAULTS =
            new HybridSettings(PathSettings.DEFAULTS, IalsSettings.DEFAULTS, .06f);

    private static final List<String> PATTERN_NAMES =
            List.of("+++", "++-", "+-+", "+--", "-++", "-+-", "--+", "---");

    public HybridSettings {
        if (!Float.isFinite(factorWeight))
            throw new IllegalArgumentException("factorWeight must be finite, got " + factorWeight);
    }

    public HybridSettings withPaths(PathSettings other) {
        return new HybridSettings(other, factors, factorWeight);
    }

    public HybridSettings withFactors(IalsSettings other) {
        return new HybridSettings(paths, other, factorWeight);
    }

    public HybridSettings withFactorWeight(float g) {
        return new HybridSettings(paths, factors, g);
    }

    /// By the letters of the formula, for reports.
    public Map<String, String> describe() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("b", Float.toString(paths.personExponent()));
        all.put("ai", Float.toString(paths.sourceExponent()));
        all.put("ao", Float.toString(paths.targetExponent()));
        all.put("q", Float.toString(paths.profileExponent()));
        for (int k = 0; k < SignWeights.PATTERNS; k++)
            all.put(PATTERN_NAMES.get(k), Float.toString(paths.weights().get(k)));
        all.put("halfLife.seconds", Long.toString(paths.halfLife().toSeconds()));
        all.put("p", Float.toString(paths.popularity()));
        all.put("g", Float.toString(factorWeight));
        all.put("ials.dim", Integer.toString(factors.dim()));
        all.put("ials.wn", Float.toString(factors.dislikeWeight()));
        all.put("ials.tn", Float.toString(factors.dislikeTarget()));
        all.put("ials.a0", Float.toString(factors.unseenWeight()));
        all.put("ials.lam", Float.toString(factors.regularization()));
        return all;
    }

    /// Every setting, for a snapshot; [#fromMap] reads it back.
    public Map<String, String> toMap() {
        Map<String, String> all = new LinkedHashMap<>(describe());
        all.put("caution", Float.toString(paths.caution()));
        all.put("attributes.like", Float.toString(paths.attributes().like()));
        all.put("attributes.dislike", Float.toString(paths.attributes().dislike()));
        all.put("attributes.exponent", Float.toString(paths.attributes().exponent()));
        all.put("ials.sweeps", Integer.toString(factors.sweeps()));
        all.put("ials.seed", Long.toString(factors.seed()));
        return all;
    }

    /// @throws IllegalArgumentException when a setting is missing or no number
    public static HybridSettings fromMap(Map<String, String> all) {
        float[] weights = new float[SignWeights.PATTERNS];
        for (int k = 0; k < weights.length; k++) weights[k] = number(all, PATTERN_NAMES.get(k));
        PathSettings paths =
                new PathSettings(
                        number(all, "b"),
                        number(all, "ai"),
                        number(all, "ao"),
                        number(all, "q"),
                        SignWeights.of(weights),
                        number(all, "p"),
                        number(all, "caution"),
                        new PathSettings.AttributeSettings(
                                number(all, "attributes.like"),
                                number(all, "attributes.dislike"),
                                number(all, "attributes.exponent")),
                        Duration.ofSeconds(Long.parseLong(value(all, "halfLife.seconds"))));
        IalsSettings factors =
                new IalsSettings(
                        Integer.parseInt(value(all, "ials.dim")),
                        Integer.parseInt(value(all, "ials.sweeps")),
                        number(all, "ials.wn"),
                        number(all, "ials.tn"),
                        number(all, "ials.a0"),
                        number(all, "ials.lam"),
                        Long.parseLong(value(all, "ials.seed")));
        return new HybridSettings(paths, factors, number(all, "g"));
    }

    private static float number(Map<String, String> all, String key) {
        return Float.parseFloat(value(all, key));
    }

    private static String value(Map<String, String> all, String key) {
        String value = all.get(key);
        if (value == null) throw new IllegalArgumentException("The setting " + key + " is missing");
        return value;
    }
}
