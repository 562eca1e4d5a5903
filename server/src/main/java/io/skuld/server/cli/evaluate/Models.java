package io.skuld.server.cli.evaluate;

import io.skuld.engine.model.Trainer;
import io.skuld.engine.model.baseline.BprMf;
import io.skuld.engine.model.baseline.Ease;
import io.skuld.engine.model.baseline.ItemKnn;
import io.skuld.engine.model.baseline.LightGcn;
import io.skuld.engine.model.baseline.Popularity;
import io.skuld.engine.model.baseline.RandomScores;
import io.skuld.engine.model.factors.IalsSettings;
import io.skuld.engine.model.factors.SignedIals;
import io.skuld.engine.model.hybrid.Hybrid;
import io.skuld.engine.model.hybrid.HybridSettings;
import io.skuld.engine.model.hybrid.PathsAlone;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.PruneSettings;
import io.skuld.engine.model.signed.PrunedPaths;
import io.skuld.engine.ranking.ListwiseRanker;
import io.skuld.engine.ranking.RankerSettings;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;

/// The models that can be evaluated, by name, from the simplest to the best.
final class Models {
    private static final Map<String, LongFunction<Candidate>> CANDIDATES = new LinkedHashMap<>();

    static {
        CANDIDATES.put("random", seed -> Candidate.of(new RandomScores(seed), Map.of()));
        CANDIDATES.put("popularity", seed -> Candidate.of(new Popularity(), Map.of()));
        CANDIDATES.put("itemknn", seed -> Candidate.of(ItemKnn.DEFAULTS));
        CANDIDATES.put("ease", seed -> Candidate.of(Ease.DEFAULTS));
        CANDIDATES.put("bpr", seed -> Candidate.of(BprMf.defaults(seed)));
        CANDIDATES.put("lightgcn", seed -> Candidate.of(LightGcn.defaults(seed)));
        CANDIDATES.put(
                "ials",
                seed -> {
                    IalsSettings settings = IalsSettings.DEFAULTS.withSeed(seed);
                    return Candidate.of(new SignedIals(settings), flat(settings));
                });
        CANDIDATES.put(
                "paths",
                seed ->
                        Candidate.of(
                                new PathsAlone(PathSettings.DEFAULTS),
                                flat(PathSettings.DEFAULTS)));
        CANDIDATES.put(
                "pruned",
                seed ->
                        Candidate.of(
                                new PrunedPaths.Trainer(
                                        PathSettings.DEFAULTS, PruneSettings.DEFAULTS)));
        CANDIDATES.put(
                "hybrid",
                seed -> {
                    HybridSettings settings =
                            HybridSettings.DEFAULTS.withFactors(
                                    IalsSettings.DEFAULTS.withSeed(seed));
                    return Candidate.of(new Hybrid(settings), flat(settings));
                });
        CANDIDATES.put(
                "ranked",
                seed -> {
                    RankerSettings settings = RankerSettings.DEFAULTS.withSeed(seed);
                    return Candidate.of(new ListwiseRanker(settings), flat(settings));
                });
    }

    private Models() {}

    /// A model before it is fitted, with the settings that it ships with.
    record Candidate(Trainer trainer, Map<String, String> settings) {
        Candidate {
            settings = Map.copyOf(settings);
        }

        static Candidate of(Trainer trainer, Map<String, String> settings) {
            return new Candidate(trainer, settings);
        }

        /// A trainer whose settings are its components.
        static <T extends Record & Trainer> Candidate of(T trainer) {
            return new Candidate(trainer, flat(trainer));
        }
    }

    static List<String> names() {
        return List.copyOf(CANDIDATES.keySet());
    }

    /// @param names separated by commas
    static List<Candidate> candidates(String names, long seed) {
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .map(name -> candidate(name, seed))
                .toList();
    }

    static Candidate candidate(String name, long seed) {
        LongFunction<Candidate> maker = CANDIDATES.get(name.toLowerCase(Locale.ROOT));
        if (maker == null)
            throw new EvaluationException(
                    "There is no model '%s'. Nothing was evaluated; there are %s."
                            .formatted(name, String.join(", ", names())));
        return maker.apply(seed);
    }

    /// The components of a settings record by name; those of records in it as `outer.inner`.
    static Map<String, String> flat(Record settings) {
        Map<String, String> flat = new LinkedHashMap<>();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            Object value = valueOf(component, settings);
            if (value instanceof Record inner)
                flat(inner).forEach((k, v) -> flat.put(component.getName() + "." + k, v));
            else flat.put(component.getName(), String.valueOf(value));
        }
        return flat;
    }

    private static Object valueOf(RecordComponent component, Record settings) {
        try {
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Settings are public records", e);
        }
    }
}
