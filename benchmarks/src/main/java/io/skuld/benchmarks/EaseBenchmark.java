package io.skuld.benchmarks;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.baseline.Ease;
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

/// The dearest baseline: nearly all of a fit is one dense inverse of items × items.
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class EaseBenchmark {
    @Param({"1000", "2500"})
    public int items;

    private SignedEdges edges = SyntheticGraph.edges(1, 1, 1, 42);

    @Setup
    public void fill() {
        edges = SyntheticGraph.edges(17_000, items, 40 * items, 42);
    }

    @Benchmark
    public Recommender fit() {
        return Ease.DEFAULTS.fit(edges);
    }
}
