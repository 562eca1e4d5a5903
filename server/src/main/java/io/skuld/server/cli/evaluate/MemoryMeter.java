package io.skuld.server.cli.evaluate;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/// How much heap a step needs at most. The peak counts garbage that was not collected yet, so it is an upper bound that
/// shrinks with the heap the JVM is given.
final class MemoryMeter {
    private static final double MIB = 1024.0 * 1024;

    private final List<MemoryPoolMXBean> heap =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .toList();

    private MemoryMeter() {
        System.gc();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /// Collects what is garbage now and starts to measure.
    static MemoryMeter start() {
        return new MemoryMeter();
    }

    /// The most heap in use since the start, in MiB.
    double peakMb() {
        return heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MIB;
    }
}
