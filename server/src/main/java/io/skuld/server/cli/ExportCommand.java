package io.skuld.server.cli;

import io.skuld.server.App;
import io.skuld.server.feedback.PersonExport;
import io.skuld.server.http.Json;
import io.skuld.server.people.PersonId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./skuld export FILE`: all that is a person's, to take along.
@Command(
        name = "export",
        description =
                "Write everything that is a person's as one ZIP of JSON Lines and CSV, with a README inside.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin HomeOption home = new HomeOption();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "The file to write. Default: ${DEFAULT-VALUE}.",
            defaultValue = "skuld-export.zip")
    Path file = Path.of("skuld-export.zip");

    @Option(
            names = "--person",
            defaultValue = "me",
            description = "Whose. Default: ${DEFAULT-VALUE}.")
    String person = "me";

    @Option(names = "--json", description = "Print the report as JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException {
        PersonExport.Written written;
        try (App app = App.open(home.settings())) {
            PersonExport export =
                    new PersonExport(
                            app.database(),
                            app.people(),
                            app.catalog(),
                            app.log(),
                            InstantSource.system());
            written = export.toFile(new PersonId(person), file);
        }
        tell(written);
        return 0;
    }

    private void tell(PersonExport.Written written) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json)
            out.println(
                    Json.mapper()
                            .writeValueAsString(
                                    Map.of(
                                            "file", file.toString(),
                                            "person", person,
                                            "items", written.items(),
                                            "signals", written.signals())));
        else
            out.printf(
                    "%s holds %,d signals of %s about %,d items. README.txt inside explains each file.%n",
                    file, written.signals(), person, written.items());
        out.flush();
    }
}
