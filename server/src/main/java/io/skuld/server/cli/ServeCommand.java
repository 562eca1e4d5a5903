package io.skuld.server.cli;

import io.skuld.server.App;
import io.skuld.server.Settings;
import io.skuld.server.catalog.StarterCatalogue;
import io.skuld.server.serving.DatasetModel;
import io.skuld.server.web.WebServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./skuld serve`: runs until it is told to stop.
@Command(
        name = "serve",
        description = "Start Skuld and print the address to open in a browser.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

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

    @ArgGroup(
            exclusive = false,
            heading = "%nRecommendations for programs, straight from a signed data set:%n")
    @Nullable InteractionsOption interactions;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> flags = new LinkedHashMap<>();
        if (port != null) flags.put("server.port", port.toString());
        Settings settings = home.settings(flags);
        DatasetModel model = interactions == null ? null : interactions.start(settings.home());
        App app = App.open(settings);
        if (model != null) app.serveFrom(model);
        boolean first = app.catalog().size() == 0;
        if (first && !bare) StarterCatalogue.addTo(app.catalog());
        runUntilStopped(
                app,
                bare ? () -> {} : () -> addNewWorks(app),
                () -> {
                    if (model != null) model.close();
                });
        return 0;
    }

    /// A new version may bring more works. Nobody waits for the look: those of the old one are there.
    private static void addNewWorks(App app) {
        try {
            StarterCatalogue.addTo(app.catalog());
        } catch (RuntimeException e) {
            LOG.warn(
                    "The starter catalogue could not be compared with yours; the next start tries again",
                    e);
        }
    }

    /// @param listening runs once requests are answered
    /// @param afterwards runs once everything is closed
    static void runUntilStopped(App app, Runnable listening, Runnable afterwards)
            throws InterruptedException {
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
        System.out.flush();
        listening.run();
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
