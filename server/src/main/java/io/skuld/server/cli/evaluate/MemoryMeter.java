package io.skuld.server.cli.evaluate;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/// How much heap a step needs and how much its result keeps. The peak counts garbage that was not collected yet, so it is
/// an upper bound that shrinks with the heap the JVM is given.
final class MemoryMeter {
    private static final double MIB = 1024.0 * 1024;

    private final List<MemoryPoolMXBean> heap =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .toList();
    private final long before;

    private MemoryMeter() {
        before = usedAfterCollection();
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

    /// What is still reachable now and was not at the start, in MiB; read [#peakMb] first.
    double keptMb() {
        return Math.max(0, usedAfterCollection() - before) / MIB;
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
