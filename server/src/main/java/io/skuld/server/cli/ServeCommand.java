package io.skuld.server.cli;

import io.skuld.server.App;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> flags = new LinkedHashMap<>();
        if (port != null) flags.put("server.port", port.toString());
        CountDownLatch stopped = new CountDownLatch(1);
        App app = App.start(home.settings(flags));
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            app.close();
                            stopped.countDown();
                        }));
        System.out.printf("Skuld listens on %s%n", app.address());
        stopped.await();
        return 0;
    }
}
