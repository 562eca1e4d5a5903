package io.skuld.benchmarks;

import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.engine.model.taste.TasteModel;
import io.skuld.engine.model.taste.TasteModel.Observation;
import io.skuld.engine.model.taste.TasteSettings;
import io.skuld.engine.model.taste.TasteSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The taste of a person with 2,000 rated items among 10,000, in the dimensions of the product.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
public class TasteBenchmark {
    private static final TasteSpace SPACE = new TasteSpace(384, 256);
    private static final int ITEMS = 10_000;
    private static final int RATED = 2_000;

    private final Random random = new Random(42);
    private final TasteFeatures[] items = new TasteFeatures[ITEMS];
    private final float[] scores = new float[ITEMS];
    private TasteModel model = TasteModel.empty(SPACE, TasteSettings.DEFAULTS);
    private List<Observation> observations = List.of();
    private int next;

    @Setup
    public void rate() {
        for (int i = 0; i < ITEMS; i++) items[i] = item();
        observations = new ArrayList<>();
        for (int i = 0; i < RATED; i++) observations.add(rating(i));
        model = TasteModel.fit(SPACE, TasteSettings.DEFAULTS, observations);
    }

    private TasteFeatures item() {
        float[] text = new float[SPACE.textDim()];
        double squares = 0;
        for (int k = 0; k < text.length; k++) {
            text[k] = (float) random.nextGaussian();
            squares += (double) text[k] * text[k];
        }
        for (int k = 0; k < text.length; k++) text[k] /= (float) Math.sqrt(squares);
        int[] attributes = random.ints(0, SPACE.attributeDim()).distinct().limit(16).toArray();
        float[] values = new float[attributes.length];
        java.util.Arrays.fill(values, .25f);
        return TasteFeatures.of(text, attributes, values);
    }

    private Observation rating(int item) {
        return new Observation(item, items[item], random.nextInt(101) / 10.0, 1);
    }

    /// One more rating, of an item not rated before.
    @Benchmark
    public TasteModel absorb() {
        return model.absorb(rating(RATED + next++ % (ITEMS - RATED)));
    }

    @Benchmark
    public TasteModel replace() {
        return model.absorb(rating(next++ % RATED));
    }

    @Benchmark
    public TasteModel fitFromScratch() {
        return TasteModel.fit(SPACE, TasteSettings.DEFAULTS, observations);
    }

    @Benchmark
    public float[] predictAll() {
        for (int i = 0; i < ITEMS; i++) scores[i] = model.raw(items[i]);
        return scores;
    }

    @Benchmark
    public double uncertainty() {
        return model.uncertainty(items[next++ % ITEMS]);
    }

    /// As a page of the feed asks for them.
    @Benchmark
    public List<TasteModel.Explanation> explainPage() {
        int from = next++ % (ITEMS - 24);
        return model.explain(Arrays.asList(items).subList(from, from + 24), 6);
    }

    @Benchmark
    public TasteModel.Explanation explain() {
        return model.explain(items[next++ % ITEMS], 3);
    }
}
