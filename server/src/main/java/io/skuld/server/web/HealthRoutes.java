package io.skuld.server.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Is the process there, and can it do its work? Open to everybody, and says nothing but that.
public final class HealthRoutes implements Routes {
    private static final Logger log = LoggerFactory.getLogger(HealthRoutes.class);

    /// Something that must work.
    ///
    /// @param probe throws when it does not
    public record Check(String name, Callable<?> probe) {}

    private final List<Check> checks;

    public HealthRoutes(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    @Override
    public void register(RoutesConfig routes) {
        for (String prefix : List.of("/health", "/api/v1/health")) {
            routes.get(prefix + "/live", context -> context.json(Map.of("status", "live")));
            routes.get(prefix + "/ready", this::ready);
        }
    }

    private void ready(Context context) {
        Map<String, String> states = new LinkedHashMap<>();
        for (Check check : checks) states.put(check.name(), state(check));
        boolean ready = states.values().stream().allMatch("ok"::equals);
        context.status(ready ? 200 : 503)
                .json(Map.of("status", ready ? "ready" : "not ready", "checks", states));
    }

    private static String state(Check check) {
        try {
            check.probe().call();
            return "ok";
        } catch (Exception e) {
            log.warn("The health check '{}' failed", check.name(), e);
            return "failing";
        }
    }
}
