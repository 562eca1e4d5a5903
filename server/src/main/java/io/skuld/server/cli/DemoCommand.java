package io.skuld.server.cli;

import io.skuld.server.App;
import io.skuld.server.Settings;
import io.skuld.server.catalog.StarterCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./skuld demo`: the starter catalogue in a data folder that is gone afterwards.
@Command(
        name = "demo",
        description =
                "Try Skuld on its starter catalogue, in a folder that is deleted when you stop it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "7071",
            description = "TCP port; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    int port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("skuld-demo");
        Settings settings =
                Settings.read(home, Map.of(), Map.of("server.port", Integer.toString(port)));
        App app = App.open(settings);
        StarterCatalogue.addTo(app.catalog());
        ServeCommand.runUntilStopped(app, () -> {}, () -> delete(home));
        return 0;
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(DemoCommand::deleteOne);
        } catch (IOException e) {
            System.err.printf("%s could not be deleted: %s%n", folder, e.getMessage());
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
