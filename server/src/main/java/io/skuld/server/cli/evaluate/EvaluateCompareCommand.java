package io.skuld.server.cli.evaluate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./skuld evaluate compare A.json B.json`: is B better than A, or was it chance?
@Command(
        name = "compare",
        description =
                "Paired bootstrap differences, B minus A, over the persons of two result files. Models of one name and caution are paired, with both --a and --b those of one caution; where one side has one result only, it is compared with every result of the other. Both files may be the same.",
        mixinStandardHelpOptions = true)
final class EvaluateCompareCommand implements Callable<Integer> {
    @Spec @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A.json", description = "The result to start from.")
    Path a = Path.of("");

    @Parameters(index = "1", paramLabel = "B.json", description = "The result that may be better.")
    Path b = Path.of("");

    @Option(names = "--a", paramLabel = "MODEL", description = "Only this model of A.json.")
    String modelOfA = "";

    @Option(names = "--b", paramLabel = "MODEL", description = "Only this model of B.json.")
    String modelOfB = "";

    @Option(names = "--json", paramLabel = "FILE", description = "Write the differences here.")
    @Nullable Path json;

    @Override
    public Integer call() {
        if (json != null) ResultFiles.requireWritable(json);
        List<Comparison> comparisons = compare();
        PrintWriter out = command().commandLine().getOut();
        for (Comparison comparison : comparisons) print(out, comparison);
        out.flush();
        if (json != null)
            ResultFiles.write(json, comparisons.stream().map(Comparison::toJson).toList());
        return 0;
    }

    private List<Comparison> compare() {
        List<Comparison.Row> rowsOfA = Comparison.Row.of(a, modelOfA);
        List<Comparison.Row> rowsOfB = Comparison.Row.of(b, modelOfB);
        List<Comparison> comparisons = new ArrayList<>();
        for (Comparison.Row left : rowsOfA)
            for (Comparison.Row right : rowsOfB)
                if (!left.equals(right)
                        && (rowsOfA.size() == 1 || rowsOfB.size() == 1 || isPair(left, right)))
                    comparisons.add(Comparison.of(left, right));
        if (comparisons.isEmpty())
            throw new EvaluationException(
                    "The two files share no model. Nothing was compared; name one of each with --a and --b.");
        return comparisons;
    }

    private boolean isPair(Comparison.Row left, Comparison.Row right) {
        boolean named = !modelOfA.isEmpty() && !modelOfB.isEmpty();
        return named ? left.caution().equals(right.caution()) : left.model().equals(right.model());
    }

    private static void print(PrintWriter out, Comparison comparison) {
        out.printf("%s: %s minus %s%n", comparison.dataset(), comparison.b(), comparison.a());
        comparison
                .differences()
                .forEach((metric, d) -> {
                    if (d.persons() > 0)
                        out.printf(
                                Locale.ROOT,
                                "  %-13s %+.4f  [%+.4f, %+.4f]  %s, %d persons%n",
                                metric.label(),
                                d.mean(),
                                d.ci95().low(),
                                d.ci95().high(),
                                d.ci95().excludesZero() ? "beyond chance" : "may be chance",
                                d.persons());
                });
    }

    private CommandSpec command() {
        if (spec == null) throw new IllegalStateException("picocli fills in the spec");
        return spec;
    }
}
