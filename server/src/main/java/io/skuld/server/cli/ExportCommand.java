package io.skuld.server.cli;

import io.skuld.server.App;
import io.skuld.server.feedback.PersonExport;
import io.skuld.server.people.PersonId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./skuld export FILE`: all that is a person's, to take along.
@Command(
        name = "export",
        description =
                "Write everything that is a person's as one ZIP of JSON Lines and CSV, with a README inside.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Mixin HomeOption home = new HomeOption();
    @Mixin Report report = new Report();

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

    @Override
    public Integer call() {
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

    private void tell(PersonExport.Written written) {
        report.tell(
                () ->
                        Map.of(
                                "file", file.toString(),
                                "person", person,
                                "items", written.items(),
                                "signals", written.signals()),
                out ->
                        out.printf(
                                "%s holds %,d signals of %s about %,d items. README.txt inside explains each file.%n",
                                file, written.signals(), person, written.items()));
    }
}
