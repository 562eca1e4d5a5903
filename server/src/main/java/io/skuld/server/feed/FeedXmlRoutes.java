package io.skuld.server.feed;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.http.Access;
import io.skuld.server.http.Query;
import io.skuld.server.http.Routes;
import io.skuld.server.people.PersonId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;

/// `GET /feeds/{token}.xml`: what a person is recommended, for any feed reader. The token in the address is all a reader
/// can bring along, so it opens this and nothing else.
public final class FeedXmlRoutes implements Routes {
    private static final int ITEMS = 30;

    private final Feed feed;
    private final Access access;
    private final InstantSource clock;

    public FeedXmlRoutes(Feed feed, Access access, InstantSource clock) {
        this.feed = feed;
        this.access = access;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/feeds/{token}", this::show);
    }

    private void show(Context context) {
        PersonId person = access.subscribes(context);
        Query query = Query.of(context, "mode", "kind", "limit");
        String mode = query.text("mode");
        String kind = query.text("kind");
        int limit = query.whole("limit", ITEMS, 1, FeedRequest.MOST_CARDS);
        FeedRequest request =
                FeedRequest.first(
                                person, mode == null ? FeedMode.BALANCED : FeedMode.of(mode), limit)
                        .withKind(kind == null ? null : ItemKind.of(kind))
                        .withSeed(today());
        Locale locale =
                context.header("Accept-Language") == null
                        ? Locale.ENGLISH
                        : context.req().getLocale();
        byte[] xml =
                FeedXml.write(
                        feed.page(request).items(),
                        "Skuld",
                        "%s://%s/".formatted(context.scheme(), context.host()),
                        context.fullUrl(),
                        locale);
        answer(context, xml);
    }

    /// A reader that asks every few minutes is shown the same choice all day, but for what the person says meanwhile.
    private long today() {
        return clock.instant().getEpochSecond() / 86_400;
    }

    private static void answer(Context context, byte[] xml) {
        String etag = '"' + hash(xml) + '"';
        context.header("ETag", etag).header("Cache-Control", "private, max-age=900");
        String known = context.header("If-None-Match");
        if (known != null && known.contains(etag)) context.status(304);
        else context.contentType("application/rss+xml; charset=utf-8").result(xml);
    }

    private static String hash(byte[] xml) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(xml);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
