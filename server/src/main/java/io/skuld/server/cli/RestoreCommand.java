package io.skuld.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.skuld.server.Settings;
import io.skuld.server.database.Restore;
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

/// `./skuld restore FILE`: with Skuld stopped; what was there is kept beside it.
@Command(
        name = "restore",
        description =
                "Put a backup in the place of the data. Stop Skuld first; what was there is kept.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin HomeOption home = new HomeOption();

    @Parameters(paramLabel = "FILE", description = "A file that './skuld backup' wrote.")
    Path file = Path.of("skuld-backup.zip");

    @Option(names = "--json", description = "Print the report as JSON.")
    boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Settings settings = home.settings();
        Restore.Restored restored =
                Restore.run(file, settings.home(), settings.database(), InstantSource.system());
        PrintWriter out = spec.commandLine().getOut();
        long signals = restored.manifest().rows("signal");
        if (json)
            out.println(
                    Json.mapper()
                            .writeValueAsString(
                                    Map.of("signals", signals, "kept", restored.kept())));
        else {
            out.printf(
                    "The state of %s is back: %,d items and %,d signals.%n",
                    restored.manifest().created(), restored.manifest().rows("item"), signals);
            if (!restored.kept().isEmpty())
                out.printf("What was there before is kept at %s%n", restored.kept());
        }
        out.flush();
        return 0;
    }
}
