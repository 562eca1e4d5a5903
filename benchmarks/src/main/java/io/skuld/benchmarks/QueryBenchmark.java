package io.skuld.benchmarks;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.math.TopN;
import io.skuld.engine.model.OnlineRecommender;
import io.skuld.engine.model.factors.IalsSettings;
import io.skuld.engine.model.factors.SignedIals;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.SignedPaths;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One person's ranking of everything, and one event, on a graph of KuaiRand's size.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
public class QueryBenchmark {
    private static final int PEOPLE = 17_000;
    private static final int ITEMS = 4_400;
    private static final int EDGES = 184_000;

    @Param({"paths", "ials"})
    public String model = "paths";

    private final SplittableRandom random = new SplittableRandom(42);
    private final float[] scores = new float[ITEMS];
    private OnlineRecommender recommender = make("paths", SyntheticGraph.edges(1, 1, 1, 42));

    @Setup
    public void fit() {
        recommender = make(model, SyntheticGraph.edges(PEOPLE, ITEMS, EDGES, 42));
    }

    private static OnlineRecommender make(String model, SignedEdges edges) {
        return switch (model) {
            case "paths" -> new SignedPaths(PathSettings.DEFAULTS).fit(edges);
            case "ials" -> new SignedIals(IalsSettings.DEFAULTS).fit(edges);
            default -> throw new IllegalArgumentException("No benchmark for model " + model);
        };
    }

    @Benchmark
    public int[] rank() {
        recommender.score(random.nextInt(PEOPLE), scores);
        return TopN.of(scores, 20);
    }

    @Benchmark
    public void absorb() {
        float weight = random.nextInt(10) < 4 ? 1 : -1;
        recommender.absorb(
                random.nextInt(PEOPLE), random.nextInt(ITEMS), weight, SignedEdges.NO_TIME);
    }
}
