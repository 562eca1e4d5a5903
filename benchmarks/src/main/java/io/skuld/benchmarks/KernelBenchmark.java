package io.skuld.benchmarks;

import io.skuld.engine.math.Vectors;
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

/// The vector kernels against the plain loop that explains them.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
public class KernelBenchmark {
    @Param({"64", "384"})
    public int dim;

    /// Where the rows begin, as in a matrix. The compiler must not know that they are the same: then it could turn the plain
    /// loop over two arrays into vectors by itself, which it cannot where the kernels are used.
    public int aFrom;

    public int bFrom;

    private float[] a = new float[0];
    private float[] b = new float[0];
    private float[] rows = new float[0];
    private float[] matrix = new float[0];
    private int[] from = new int[0];
    private final float[] alpha = {1e-9f, -1e-9f, 2e-9f, -2e-9f};

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(42);
        a = new float[dim];
        b = new float[dim];
        for (int k = 0; k < dim; k++) {
            a[k] = random.nextFloat();
            b[k] = random.nextFloat();
        }
        rows = new float[4 * dim];
        for (int k = 0; k < rows.length; k++) rows[k] = random.nextFloat();
        matrix = new float[dim * dim];
        from = new int[] {0, dim, 2 * dim, 3 * dim};
    }

    @Benchmark
    public float dot() {
        return Vectors.dot(a, aFrom, b, bFrom, dim);
    }

    @Benchmark
    public float dotPlain() {
        float sum = 0;
        for (int k = 0; k < dim; k++) sum += a[aFrom + k] * b[bFrom + k];
        return sum;
    }

    @Benchmark
    public float[] axpy() {
        Vectors.axpy(1e-9f, a, aFrom, b, bFrom, dim);
        return b;
    }

    @Benchmark
    public float[] axpyPlain() {
        for (int k = 0; k < dim; k++) b[bFrom + k] += 1e-9f * a[aFrom + k];
        return b;
    }

    @Benchmark
    public float[] addOuter4() {
        Vectors.addOuter4(alpha, rows, from, matrix, dim);
        return matrix;
    }

    @Benchmark
    public float[] addOuter4Plain() {
        for (int j = 0; j < 4; j++)
            for (int r = 0; r < dim; r++) {
                float scale = alpha[j] * rows[from[j] + r];
                for (int k = 0; k <= r; k++) matrix[r * dim + k] += scale * rows[from[j] + k];
            }
        return matrix;
    }
}
