package io.skuld.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.skuld.server.App;
import io.skuld.server.http.Json;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(names = "--json", description = "Print the report as JSON.")
    boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        try (App app = App.open(home.settings())) {
            if (what.undo != null) undo(app.imports(), what.undo);
            else if (what.history) history(app.imports());
            else if (what.path != null) bring(app.imports(), what.path);
            return 0;
        }
    }

    private void bring(Imports imports, String path) throws JsonProcessingException {
        ImportRequest request = request();
        try (Bundle bundle =
                        path.startsWith("jdbc:") ? Bundle.at(path) : Bundle.open(Path.of(path));
                TerminalProgress progress = TerminalProgress.of(!json)) {
            if (dryRun) {
                ImportReport report = imports.preview(bundle, request, progress);
                progress.close();
                tell(bundle.name(), report, "");
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

    private void tell(String name, ImportReport report, String id) throws JsonProcessingException {
        PrintWriter out = out();
        if (json) {
            out.println(Json.mapper().writeValueAsString(report.summary()));
            return;
        }
        out.printf("%s (%s)%s%n", name, report.format(), dryRun ? ": this would go in" : "");
        out.printf(
                "  items    %,9d new %,9d known%n", report.items().added(), report.items().known());
        out.printf(
                "  signals  %,9d new %,9d known, of %,d %s%n",
                report.signals().added(),
                report.signals().known(),
                report.people(),
                report.people() == 1 ? "person" : "people");
        if (!report.activity().equals(ImportReport.Count.NONE))
            out.printf(
                    "  activity %,9d new %,9d known%n",
                    report.activity().added(), report.activity().known());
        if (!report.sources().equals(ImportReport.Count.NONE))
            out.printf(
                    "  sources  %,9d new %,9d known%n",
                    report.sources().added(), report.sources().known());
        out.printf("  left out %,9d lines%n", report.skipped());
        report.reasons()
                .forEach((reason, count) -> out.printf("           %,9d %s%n", count, reason));
        report.notes().forEach(note -> out.printf("  %s%n", note));
        if (dryRun) report.samples().forEach(sample -> out.printf("  as %s%n", sample));
        else out.printf("Undo it with: ./skuld import --undo %s%n", id);
    }

    private void undo(Imports imports, String id) throws JsonProcessingException {
        int retracted = imports.undo(id);
        if (json)
            out().println(
                            Json.mapper()
                                    .writeValueAsString(java.util.Map.of("retracted", retracted)));
        else
            out().printf(
                            "Took back %,d signals. Import the file again to bring them back.%n",
                            retracted);
    }

    private void history(Imports imports) throws JsonProcessingException {
        var runs = imports.history().all(100);
        if (json) out().println(Json.mapper().writeValueAsString(runs));
        else for (ImportRun run : runs) out().println(line(run));
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

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
