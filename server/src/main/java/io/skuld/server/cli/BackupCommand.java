package io.skuld.server.cli;

import io.skuld.server.App;
import io.skuld.server.database.Backup;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `./skuld backup FILE`: while people go on writing.
@Command(
        name = "backup",
        description = "Write everything into one checked file; works while Skuld runs.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    @Mixin HomeOption home = new HomeOption();
    @Mixin Report report = new Report();

    @Parameters(paramLabel = "FILE", description = "The file to write, as skuld-backup.zip.")
    Path file = Path.of("skuld-backup.zip");

    @Override
    public Integer call() {
        try (App app = App.open(home.settings())) {
            Backup.Manifest manifest = Backup.write(app.database(), InstantSource.system(), file);
            tell(manifest);
        }
        return 0;
    }

    private void tell(Backup.Manifest manifest) {
        long people = manifest.rows("person");
        long items = manifest.rows("item");
        long signals = manifest.rows("signal");
        report.tell(
                () ->
                        Map.of(
                                "file", file.toString(),
                                "people", people,
                                "items", items,
                                "signals", signals),
                out ->
                        out.printf(
                                "%s holds %,d people, %,d items and %,d signals. Put it back with: ./skuld restore %s%n",
                                file, people, items, signals, file));
    }
}
