package io.skuld.server.cli.evaluate;

import io.skuld.engine.evaluation.Metric;
import io.skuld.engine.evaluation.RankingReport;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Each person's figures for each row of a result file, kept beside it, because a paired comparison needs them: lines
/// `row,person,recall@20,…`, an empty field where a metric is not defined.
final class PersonsFile {
    private static final String SUFFIX = "-persons.csv.gz";
    private static final String HEADER =
            Arrays.stream(Metric.values())
                    .map(Metric::label)
                    .collect(Collectors.joining(",", "row,person,", ""));

    private PersonsFile() {}

    static Path of(Path results) {
        return ResultFiles.beside(results, SUFFIX);
    }

    /// Writes the figures of further rows, after those of the rows before the first of them; with 0, anew.
    ///
    /// @param first number in the result file of the first of these rows
    static void write(Path results, int first, List<RankingReport> reports) {
        Path file = of(results);
        try {
            ResultFiles.replace(
                    file,
                    stream -> {
                        // A gzip file may have several members, so appending packs nothing again.
                        boolean more = first > 0 && Files.exists(file);
                        if (more) Files.copy(file, stream);
                        pack(stream, more, first, reports);
                    });
        } catch (IOException e) {
            throw new EvaluationException(
                    "%s could not be written: %s. A paired comparison will not be possible."
                            .formatted(file, e));
        }
    }

    private static void pack(
            OutputStream stream, boolean more, int first, List<RankingReport> reports)
            throws IOException {
        GZIPOutputStream packed = new GZIPOutputStream(stream);
        BufferedWriter out =
                new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8));
        if (!more) out.write(HEADER + "\n");
        for (int k = 0; k < reports.size(); k++) write(out, first + k, reports.get(k));
        out.flush();
        packed.finish();
    }

    private static void write(BufferedWriter out, int row, RankingReport report)
            throws IOException {
        int[] persons = report.persons();
        Map<Metric, double[]> values = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) values.put(metric, report.values(metric));
        for (int k = 0; k < persons.length; k++) {
            out.write(row + "," + persons[k]);
            for (double[] ofMetric : values.values()) out.write("," + field(ofMetric[k]));
            out.write('\n');
        }
    }

    private static String field(double value) {
        if (Double.isNaN(value)) return "";
        if (value == Math.rint(value)) return String.valueOf((int) value);
        return String.format(Locale.ROOT, "%.5f", value);
    }

    /// One row's figures: for each person, in ascending order, one value a metric.
    static Map<Integer, double[]> read(Path results, int row) {
        Path file = of(results);
        Map<Integer, double[]> persons = new TreeMap<>();
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            requireHeader(file, in.readLine());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] fields = line.split(",", -1);
                if (Integer.parseInt(fields[0]) == row)
                    persons.put(Integer.parseInt(fields[1]), values(fields));
            }
        } catch (IOException | NumberFormatException e) {
            throw new EvaluationException(
                    "%s could not be read: %s. Nothing was compared; a paired comparison needs the file that 'evaluate graph' writes beside its JSON."
                            .formatted(file, e));
        }
        return persons;
    }

    private static void requireHeader(Path file, @Nullable String header) {
        if (!HEADER.equals(header))
            throw new EvaluationException(
                    "%s has other columns than %s. Nothing was compared; evaluate again with this version."
                            .formatted(file, HEADER));
    }

    private static double[] values(String[] fields) {
        double[] values = new double[Metric.values().length];
        for (int m = 0; m < values.length; m++)
            values[m] = fields[2 + m].isEmpty() ? Double.NaN : Double.parseDouble(fields[2 + m]);
        return values;
    }
}
