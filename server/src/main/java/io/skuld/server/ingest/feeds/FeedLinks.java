package io.skuld.server.ingest.feeds;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/// Finds the feed that a page names: `<link rel="alternate" type="application/rss+xml" href="…">`.
public final class FeedLinks {
    private static final List<String> TYPES =
            List.of("application/atom+xml", "application/rss+xml", "application/feed+json");

    private FeedLinks() {}

    /// The first feed of the page that is not one of comments.
    public static Optional<URI> find(byte[] page, String contentType, URI address) {
        String html = FeedText.decode(page, contentType);
        for (Element link :
                Jsoup.parse(html, address.toString()).select("link[rel~=(?i)\\balternate\\b]")) {
            boolean feed =
                    TYPES.contains(link.attr("type").toLowerCase(java.util.Locale.ROOT).strip());
            boolean comments = link.attr("title").matches("(?i).*(comment|kommentar).*");
            String target = link.absUrl("href");
            if (feed && !comments && target.matches("(?i)https?://.+"))
                return Optional.of(URI.create(target.replace(" ", "%20")));
        }
        return Optional.empty();
    }
}
