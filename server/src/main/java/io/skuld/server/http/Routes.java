package io.skuld.server.http;

import io.javalin.config.RoutesConfig;

/// Some routes of one feature. Implemented by the `…Routes` class of the feature, registered by `web`.
public interface Routes {
    void register(RoutesConfig routes);
}
