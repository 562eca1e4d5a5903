package io.skuld.server.cli.evaluate;

import io.skuld.engine.model.Trainer;
import io.skuld.engine.model.baseline.BprMf;
import io.skuld.engine.model.baseline.Ease;
import io.skuld.engine.model.baseline.ItemKnn;
import io.skuld.engine.model.baseline.LightGcn;
import io.skuld.engine.model.baseline.Popularity;
import io.skuld.engine.model.baseline.RandomScores;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/// The models that can be evaluated, by name, from the simplest to the best.
final class Models {
    private static final Map<String, LongFunction<Trainer>> TRAINERS = new LinkedHashMap<>();

    static {
        TRAINERS.put("random", RandomScores::new);
        TRAINERS.put("popularity", seed -> new Popularity());
        TRAINERS.put("itemknn", seed -> ItemKnn.DEFAULTS);
        TRAINERS.put("ease", seed -> Ease.DEFAULTS);
        TRAINERS.put("bpr", BprMf::defaults);
        TRAINERS.put("lightgcn", LightGcn::defaults);
    }

    private Models() {}

    static List<String> names() {
        return List.copyOf(TRAINERS.keySet());
    }

    /// @param names separated by commas
    static List<Trainer> trainers(String names, long seed) {
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .map(name -> trainer(name, seed))
                .toList();
    }

    static Trainer trainer(String name, long seed) {
        LongFunction<Trainer> maker = TRAINERS.get(name);
        if (maker == null)
            throw new EvaluationException(
                    "There is no model '%s'. Nothing was evaluated; there are %s."
                            .formatted(name, String.join(", ", names())));
        return maker.apply(seed);
    }
}
