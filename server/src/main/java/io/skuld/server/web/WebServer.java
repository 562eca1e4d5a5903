package io.skuld.server.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.json.JavalinJackson;
import io.skuld.server.http.Json;
import io.skuld.server.http.Problems;
import io.skuld.server.http.Routes;
import io.skuld.server.http.SecuritySettings;
import io.skuld.server.settings.ServerSettings;
import java.net.URI;
import java.util.List;

/// The HTTP server: every route of every feature behind one set of guards.
public final class WebServer implements AutoCloseable {
    private final Javalin javalin;
    private final ServerSettings settings;

    private WebServer(Javalin javalin, ServerSettings settings) {
        this.javalin = javalin;
        this.settings = settings;
    }

    /// A server that does not listen yet.
    ///
    /// @param features in the order in which their handlers run: guards first
    public static WebServer of(
            ServerSettings settings, SecuritySettings security, List<Routes> features) {
        ObjectMapper mapper = Json.mapper();
        Javalin javalin =
                Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.concurrency.useVirtualThreads = true;
                    config.jsonMapper(new JavalinJackson(mapper, true));
                    new Problems().register(config.routes);
                    features.forEach(feature -> feature.register(config.routes));
                });
        return new WebServer(javalin, settings);
    }

    /// Answers requests from now on.
    public WebServer listen() {
        javalin.start(settings.host(), settings.port());
        return this;
    }

    /// Where a browser on this machine finds it.
    public URI address() {
        return URI.create("http://%s:%d/".formatted(settings.host(), javalin.port()));
    }

    /// Every route as `GET /path/{parameter}`, in the order of registration.
    List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint.method + " " + handler.endpoint.path)
                .toList();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
