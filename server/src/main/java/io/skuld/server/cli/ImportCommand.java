package io.skuld.server.cli;

import io.skuld.server.App;
import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.ImportReport;
import io.skuld.server.ingest.ImportRequest;
import io.skuld.server.ingest.ImportRun;
import io.skuld.server.ingest.Imports;
import io.skuld.server.ingest.RatingScale;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.people.PersonId;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./skuld import`: works with the server running or stopped.
@Command(
        name = "import",
        description = {
            "Bring your history: a file, folder or ZIP of another service.",
            "The format is recognised from the content. Importing twice changes nothing."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    /// One of the three things to do.
    static final class What {
        @Parameters(
                paramLabel = "PATH",
                description =
                        "The file, folder or ZIP to import, or the address of a database: jdbc:postgresql://…")
        @Nullable String path;

        @Option(
                names = "--undo",
                paramLabel = "ID",
                description = "Take back what an import brought, instead of importing.")
        @Nullable String undo;

        @Option(names = "--history", description = "List the imports that were made.")
        boolean history;
    }

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin HomeOption home = new HomeOption();
    @Mixin Report report = new Report();

    @ArgGroup(multiplicity = "1")
    What what = new What();

    @Option(
            names = "--as",
            paramLabel = "FORMAT",
            description = "The format, where recognising it goes wrong.")
    @Nullable String format;

    @Option(names = "--dry-run", description = "Show what would go in; change nothing.")
    boolean dryRun;

    @Option(
            names = "--person",
            paramLabel = "P",
            description =
                    "Whose history it is. Default: 'me'; people of a file of many keep their own ids.")
    @Nullable String person;

    @Option(
            names = "--only",
            paramLabel = "ID",
            description = "Of a file of many people, take this one; as P with --person.")
    @Nullable String only;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            description =
                    "The scale of an interaction log's ratings, where finding it out goes wrong: binary, share, five, ten, hundred.")
    @Nullable String scale;

    @Override
    public Integer call() {
        if (dryRun && what.path == null)
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--dry-run shows what an import would bring; it goes with PATH alone. Nothing was changed.");
        try (App app = App.open(home.settings())) {
            if (what.undo != null) undo(app.imports(), what.undo);
            else if (what.history) history(app.imports());
            else if (what.path != null) bring(app.imports(), what.path);
            return 0;
        }
    }

    private void bring(Imports imports, String path) {
        ImportRequest request = request();
        try (Bundle bundle =
                        path.startsWith("jdbc:") ? Bundle.at(path) : Bundle.open(Path.of(path));
                TerminalProgress progress = TerminalProgress.reading(report.isForPeople())) {
            if (dryRun) {
                ImportReport wouldBe = imports.preview(bundle, request, progress);
                progress.close();
                tell(bundle.name(), wouldBe, "");
            } else {
                ImportRun run = imports.run(bundle, request, progress);
                progress.close();
                tell(bundle.name(), run.report(), run.id());
            }
        }
    }

    private ImportRequest request() {
        return new ImportRequest(
                format,
                PersonId.ME,
                person == null ? null : new PersonId(person),
                only,
                new ReadOptions(
                        scale == null ? null : RatingScale.of(scale), ZoneId.systemDefault()));
    }

    private void tell(String name, ImportReport brought, String id) {
        report.tell(brought::summary, out -> tell(name, brought, id, out));
    }

    private void tell(String name, ImportReport brought, String id, PrintWriter out) {
        out.printf("%s (%s)%s%n", name, brought.format(), dryRun ? ": this would go in" : "");
        out.printf(
                "  items    %,9d new %,9d known%n",
                brought.items().added(), brought.items().known());
        out.printf(
                "  signals  %,9d new %,9d known, of %,d %s%n",
                brought.signals().added(),
                brought.signals().known(),
                brought.people(),
                brought.people() == 1 ? "person" : "people");
        tellUnlessNone("activity", brought.activity(), out);
        tellUnlessNone("sources", brought.sources(), out);
        out.printf("  left out %,9d lines%n", brought.skipped());
        brought.reasons()
                .forEach((reason, count) -> out.printf("           %,9d %s%n", count, reason));
        brought.notes().forEach(note -> out.printf("  %s%n", note));
        if (dryRun) brought.samples().forEach(sample -> out.printf("  as %s%n", sample));
        else out.printf("Undo it with: ./skuld import --undo %s%n", id);
    }

    private static void tellUnlessNone(String what, ImportReport.Count count, PrintWriter out) {
        if (!count.equals(ImportReport.Count.NONE))
            out.printf("  %-8s %,9d new %,9d known%n", what, count.added(), count.known());
    }

    private void undo(Imports imports, String id) {
        int retracted = imports.undo(id);
        report.tell(
                () -> Map.of("retracted", retracted),
                out ->
                        out.printf(
                                "Took back %,d signals. Import the file again to bring them back.%n",
                                retracted));
    }

    private void history(Imports imports) {
        List<ImportRun> runs = imports.history().all(100);
        report.tell(() -> runs, out -> runs.forEach(run -> out.println(line(run))));
    }

    private static String line(ImportRun run) {
        return "%s  %s  %-10s %-16s %,d signals  %s"
                .formatted(
                        run.id(),
                        run.started().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                        run.status().label(),
                        run.format(),
                        run.report().signals().added(),
                        run.fileName());
    }
}
