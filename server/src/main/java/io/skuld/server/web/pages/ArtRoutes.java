package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Routes;
import io.skuld.server.web.art.Placeholder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32C;

/// `GET /art/{kind}/{seed}.svg`: the drawn pictures of items that have none.
final class ArtRoutes implements Routes {
    /// Goes into the address, so that pictures change when the way of drawing them does.
    private static final int EDITION = 1;

    @Override
    public void register(RoutesConfig routes) {
        routes.get(
                "/art/{edition}/{kind}/{seed}",
                context ->
                        context.header("Cache-Control", "public, max-age=31536000, immutable")
                                .contentType("image/svg+xml;charset=utf-8")
                                .result(
                                        Placeholder.svg(
                                                ItemKind.of(context.pathParam("kind")),
                                                seed(context.pathParam("seed")))));
    }

    /// The address of an item's picture.
    static String path(Item item) {
        return path(item.kind(), item.id().toString());
    }

    /// @param name chooses colours and shapes
    static String path(ItemKind kind, String name) {
        CRC32C checksum = new CRC32C();
        checksum.update(name.getBytes(StandardCharsets.UTF_8));
        return "/art/%d/%s/%08x.svg"
                .formatted(EDITION, kind.label(), checksum.getValue())
                .toLowerCase(Locale.ROOT);
    }

    private static long seed(String name) {
        try {
            return HexFormat.fromHexDigitsToLong(name.replace(".svg", "")) * 0x9E3779B97F4A7C15L;
        } catch (IllegalArgumentException e) {
            throw HttpProblem.notFound("There is no picture '%s'.".formatted(name));
        }
    }
}
