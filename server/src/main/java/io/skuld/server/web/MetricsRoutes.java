package io.skuld.server.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.http.Access;
import io.skuld.server.http.Routes;

/// `GET /metrics`, where Prometheus looks by itself, and the same beside the other calls.
public final class MetricsRoutes implements Routes {
    private final Metrics metrics;
    private final Access access;

    public MetricsRoutes(Metrics metrics, Access access) {
        this.metrics = metrics;
        this.access = access;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/metrics", this::show);
        routes.get("/api/v1/metrics", this::show);
    }

    private void show(Context context) {
        access.reads(context, null);
        context.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.text());
    }
}
