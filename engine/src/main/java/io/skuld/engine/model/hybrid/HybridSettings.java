package io.skuld.engine.model.hybrid;

import io.skuld.engine.model.factors.IalsSettings;
import io.skuld.engine.model.signed.PathSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/// @param paths walks, popularity and caution
/// @param factors signed iALS
/// @param factorWeight g: what the factors' score counts beside that of the walks
public record HybridSettings(PathSettings paths, IalsSettings factors, float factorWeight) {
    public static final HybridSettings DEFAULTS =
            new HybridSettings(PathSettings.DEFAULTS, IalsSettings.DEFAULTS, .06f);

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
        String[] patterns = {"+++", "++-", "+-+", "+--", "-++", "-+-", "--+", "---"};
        for (int k = 0; k < patterns.length; k++)
            all.put(patterns[k], Float.toString(paths.weights().get(k)));
        all.put("p", Float.toString(paths.popularity()));
        all.put("g", Float.toString(factorWeight));
        all.put("ials.dim", Integer.toString(factors.dim()));
        all.put("ials.wn", Float.toString(factors.dislikeWeight()));
        all.put("ials.tn", Float.toString(factors.dislikeTarget()));
        all.put("ials.a0", Float.toString(factors.unseenWeight()));
        all.put("ials.lam", Float.toString(factors.regularization()));
        return all;
    }
}
