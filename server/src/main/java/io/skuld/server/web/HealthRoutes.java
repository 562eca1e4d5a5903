package io.skuld.server.web;

import io.javalin.config.RoutesConfig;
import io.skuld.server.http.Routes;
import java.util.Map;

/// `GET /health/live`: the process answers.
final class HealthRoutes implements Routes {
    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/health/live", context -> context.json(Map.of("status", "live")));
    }
}
