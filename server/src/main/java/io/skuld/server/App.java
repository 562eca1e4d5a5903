package io.skuld.server;

import io.skuld.server.web.WebServer;
import java.net.URI;
import java.util.List;

/// Skuld as one process: builds every stage, one line each, in the order of the data.
public final class App implements AutoCloseable {
    private final WebServer web;

    private App(WebServer web) {
        this.web = web;
    }

    public static App start(Settings settings) {
        return new App(WebServer.start(settings.server(), List.of()));
    }

    /// Where a browser on this machine finds it.
    public URI address() {
        return web.address();
    }

    @Override
    public void close() {
        web.close();
    }
}
