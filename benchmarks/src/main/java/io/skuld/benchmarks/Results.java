package io.skuld.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.skuld.server.cli.evaluate.Provenance;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes what a load program measured, with how to measure it again.
final class Results {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Results() {}

    /// @param command as given to `./skuld`
    static void write(String name, List<String> command, Map<String, ?> figures)
            throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("provenance", Provenance.of(command).toJson());
        json.put("cores", Runtime.getRuntime().availableProcessors());
        json.put(
                "loadAverageAtTheEnd",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        json.putAll(figures);
        Path folder = Bench.resultsFolder();
        Files.createDirectories(folder);
        Path file = folder.resolve(name);
        Files.writeString(file, MAPPER.writeValueAsString(json) + "\n");
        System.out.printf(
                "%s%nWritten to benchmarks/results/%s%n", MAPPER.writeValueAsString(figures), name);
    }

    /// Percentiles in milliseconds.
    static Map<String, Object> percentiles(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("requests", sorted.length);
        json.put("p50Ms", at(sorted, .5));
        json.put("p90Ms", at(sorted, .9));
        json.put("p99Ms", at(sorted, .99));
        json.put("maxMs", at(sorted, 1));
        return json;
    }

    /// The smallest measurement that so large a share does not exceed.
    private static double at(long[] sorted, double share) {
        int index = Math.max(0, (int) Math.ceil(share * sorted.length) - 1);
        return Math.round(sorted[index] / 1e4) / 100.0;
    }
}
