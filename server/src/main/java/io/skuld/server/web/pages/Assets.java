package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// Style, scripts and icons. They are few, so all of them are in memory; their address holds a checksum of all of them, so
/// that a browser keeps them for good and asks again only after an update.
public final class Assets implements Routes {
    private static final String FOLDER = "/io/skuld/server/web/static/";
    private static final String HTMX =
            "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
    private static final List<String> FILES =
            List.of(
                    "app.css",
                    "app.js",
                    "icon.svg",
                    "icon-192.png",
                    "icon-512.png",
                    "keyboard.js",
                    "live.js",
                    "manifest.webmanifest",
                    "player.js",
                    "rating-bar.js",
                    "sprite.svg",
                    "toasts.js",
                    "upload.js");

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final String base;

    public Assets() {
        for (String name : FILES) files.put(name, read(FOLDER + name));
        files.put("htmx.js", read(HTMX));
        CRC32C checksum = new CRC32C();
        files.values().forEach(checksum::update);
        base = "/static/" + HexFormat.of().toHexDigits((int) checksum.getValue()) + "/";
    }

    /// The address of a file: `/static/5f0c…/app.css`.
    public String path(String name) {
        if (!files.containsKey(name))
            throw new IllegalArgumentException("There is no static file '" + name + "'");
        return base + name;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/static/{version}/{name}", this::send);
    }

    private void send(Context context) {
        byte[] content = files.get(context.pathParam("name"));
        if (content == null)
            throw HttpProblem.notFound("There is no file at %s.".formatted(context.path()));
        // An old address is answered too, with what there is now, but is not kept.
        boolean current = context.path().startsWith(base);
        context.header(
                        "Cache-Control",
                        current ? "public, max-age=31536000, immutable" : "no-cache")
                .contentType(type(context.pathParam("name")))
                .result(content);
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".css" -> "text/css;charset=utf-8";
            case ".js" -> "text/javascript;charset=utf-8";
            case ".svg" -> "image/svg+xml;charset=utf-8";
            case ".png" -> "image/png";
            case ".webmanifest" -> "application/manifest+json;charset=utf-8";
            default -> throw new IllegalArgumentException("No type is known for " + name);
        };
    }

    private static byte[] read(String file) {
        try (InputStream in = Assets.class.getResourceAsStream(file)) {
            if (in == null) throw new IllegalStateException(file + " is missing from the program");
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
