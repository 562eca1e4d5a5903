package io.skuld.server.http;

import io.javalin.config.RoutesConfig;

/// What every answer tells the browser: run only our own scripts, send nothing elsewhere, stay in no foreign frame.
public final class SecurityHeaders implements Routes {
    /// Pictures come from here, also those of other hosts; players are embedded from one host only.
    private static final String CONTENT_SECURITY_POLICY =
            String.join(
                    "; ",
                    "default-src 'self'",
                    "script-src 'self'",
                    "style-src 'self'",
                    "img-src 'self' data:",
                    "frame-src https://www.youtube-nocookie.com",
                    "connect-src 'self'",
                    "object-src 'none'",
                    "base-uri 'none'",
                    "form-action 'self'",
                    "frame-ancestors 'none'");

    @Override
    public void register(RoutesConfig routes) {
        routes.before(context -> {
            context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
            context.header("X-Content-Type-Options", "nosniff");
            context.header("X-Frame-Options", "DENY");
            context.header("Referrer-Policy", "same-origin");
            context.header("Cross-Origin-Opener-Policy", "same-origin");
            context.header("Cross-Origin-Resource-Policy", "same-origin");
            context.header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        });
    }
}
