package io.skuld.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.skuld.server.App;
import io.skuld.server.database.Backup;
import io.skuld.server.http.Json;
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

/// `./skuld backup FILE`: while people go on writing.
@Command(
        name = "backup",
        description = "Write everything into one checked file; works while Skuld runs.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin HomeOption home = new HomeOption();

    @Parameters(paramLabel = "FILE", description = "The file to write, as skuld-backup.zip.")
    Path file = Path.of("skuld-backup.zip");

    @Option(names = "--json", description = "Print the report as JSON.")
    boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        try (App app = App.open(home.settings())) {
            Backup.Manifest manifest = Backup.write(app.database(), InstantSource.system(), file);
            tell(manifest);
        }
        return 0;
    }

    private void tell(Backup.Manifest manifest) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        long people = manifest.rows("person");
        long items = manifest.rows("item");
        long signals = manifest.rows("signal");
        if (json)
            out.println(
                    Json.mapper()
                            .writeValueAsString(
                                    Map.of(
                                            "file", file.toString(),
                                            "people", people,
                                            "items", items,
                                            "signals", signals)));
        else
            out.printf(
                    "%s holds %,d people, %,d items and %,d signals. Put it back with: ./skuld restore %s%n",
                    file, people, items, signals, file);
        out.flush();
    }
}
