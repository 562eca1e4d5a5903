package io.skuld.server.cli;

import io.skuld.server.Settings;
import io.skuld.server.database.Restore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `./skuld restore FILE`: with Skuld stopped; what was there is kept beside it.
@Command(
        name = "restore",
        description =
                "Put a backup in the place of the data. Stop Skuld first; what was there is kept.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Mixin HomeOption home = new HomeOption();
    @Mixin Report report = new Report();

    @Parameters(paramLabel = "FILE", description = "A file that './skuld backup' wrote.")
    Path file = Path.of("skuld-backup.zip");

    @Override
    public Integer call() {
        Settings settings = home.settings();
        Restore.Restored restored =
                Restore.run(file, settings.home(), settings.database(), InstantSource.system());
        long signals = restored.manifest().rows("signal");
        report.tell(
                () -> Map.of("signals", signals, "kept", restored.kept()),
                out -> {
                    out.printf(
                            "The state of %s is back: %,d items and %,d signals.%n",
                            restored.manifest().created(),
                            restored.manifest().rows("item"),
                            signals);
                    if (!restored.kept().isEmpty())
                        out.printf("What was there before is kept at %s%n", restored.kept());
                });
        return 0;
    }
}
