package io.skuld.server.cli;

import io.skuld.server.App;
import io.skuld.server.catalog.StarterCatalogue;
import io.skuld.server.web.WebServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./skuld serve`: runs until it is told to stop.
@Command(
        name = "serve",
        description = "Start Skuld and print the address to open in a browser.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Mixin HomeOption home = new HomeOption();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "TCP port; 0 takes a free one. Default: the setting server.port, 7070.")
    @Nullable Integer port;

    @Option(
            names = "--bare",
            description =
                    "Do not add the works that come with Skuld; for a catalogue that is all your own.")
    boolean bare;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> flags = new LinkedHashMap<>();
        if (port != null) flags.put("server.port", port.toString());
        App app = App.open(home.settings(flags));
        if (!bare) StarterCatalogue.addTo(app.catalog());
        runUntilStopped(app, () -> {});
        return 0;
    }

    /// @param afterwards runs once everything is closed
    static void runUntilStopped(App app, Runnable afterwards) throws InterruptedException {
        WebServer web = startOrClose(app, afterwards);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            web.close();
                            app.close();
                            afterwards.run();
                        }));
        System.out.printf(
                "Skuld listens on %s%nOpen it in a browser; Ctrl-C stops it.%n", web.address());
        Thread.currentThread().join();
    }

    private static WebServer startOrClose(App app, Runnable afterwards) {
        try {
            return app.serve();
        } catch (RuntimeException e) {
            app.close();
            afterwards.run();
            throw e;
        }
    }
}
