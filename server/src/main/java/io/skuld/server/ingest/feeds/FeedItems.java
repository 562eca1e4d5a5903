package io.skuld.server.ingest.feeds;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.ingest.Ids;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A feed's entries as items. The same entry is the same item on every reading, and the same article in two feeds is one
/// item: by its guid, and by its link where that names only this article.
public final class FeedItems {
    /// What names an entry of a feed.
    static final String SOURCE = "feed";

    /// What names the page an entry links to.
    static final String LINK = "link";

    private static final int TITLE = 300;
    private static final int DESCRIPTION = 20_000;

    /// @param left entries that are no items: nothing to show, or said twice
    public record Found(List<Described> items, int left) {
        public Found {
            items = List.copyOf(items);
        }
    }

    private final ParsedFeed feed;
    private final URI address;
    private final Instant now;
    private final Map<String, Integer> links = new HashMap<>();

    private FeedItems(ParsedFeed feed, URI address, Instant now) {
        this.feed = feed;
        this.address = address;
        this.now = now;
        for (Entry entry : feed.entries()) links.merge(link(entry), 1, Integer::sum);
    }

    /// @param address where the feed was found
    /// @param now nothing is published later than this: clocks lie
    public static Found of(ParsedFeed feed, URI address, Instant now) {
        return new FeedItems(feed, address, now).items();
    }

    private Found items() {
        List<Described> items = new ArrayList<>();
        Set<ItemId> seen = new HashSet<>();
        for (Entry entry : feed.entries())
            described(entry).filter(found -> seen.add(found.item().id())).ifPresent(items::add);
        return new Found(items, feed.entries().size() - items.size());
    }

    private Optional<Described> described(Entry entry) {
        String text =
                PlainText.of(
                        entry.content().length() > entry.summary().length()
                                ? entry.content()
                                : entry.summary(),
                        DESCRIPTION);
        String named = PlainText.line(entry.title(), TITLE);
        String title = named.isEmpty() ? PlainText.line(escape(text), 90) : named;
        if (title.isEmpty()) return Optional.empty();
        Optional<ItemId> video = Ids.youtube(entry.video());
        ItemId id = video.orElseGet(() -> id(entry, title));
        Item item =
                Item.of(id, kind(entry), title)
                        .withCreator(creator(entry))
                        .withDescription(text.equals(title) ? "" : text)
                        .withTags(entry.tags())
                        .withLanguage(language())
                        .withPublished(published(entry))
                        .withDuration(entry.length())
                        .withLocation(location(entry))
                        .withThumbnail(picture(entry))
                        .withExtras(extras(entry));
        return Optional.of(
                video.isEmpty() && namesOneArticle(entry)
                        ? Described.of(item, new ItemId(LINK, hash(normal(link(entry)))))
                        : Described.of(item));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /// A guid that is an address or a URN is unique everywhere, any other only within its feed.
    private ItemId id(Entry entry, String title) {
        String guid = entry.guid().isEmpty() ? link(entry) : entry.guid();
        if (guid.isEmpty()) guid = title + "\n" + entry.published();
        boolean everywhere = guid.matches("(?i)(https?://|urn:|tag:).+");
        return new ItemId(SOURCE, hash(everywhere ? guid : address + "\n" + guid));
    }

    private static ItemKind kind(Entry entry) {
        if (!entry.video().isEmpty() || entry.mediaType().startsWith("video/"))
            return ItemKind.VIDEO;
        return entry.mediaType().startsWith("audio/") ? ItemKind.PODCAST : ItemKind.ARTICLE;
    }

    /// The channel, as it is what people follow; the author is kept beside it.
    private String creator(Entry entry) {
        String channel = PlainText.line(feed.title(), TITLE);
        return channel.isEmpty() || !entry.video().isEmpty() && !entry.author().isEmpty()
                ? PlainText.line(entry.author(), TITLE)
                : channel;
    }

    private String language() {
        String code = feed.language().toLowerCase(Locale.ROOT).replaceAll("[-_].*", "");
        return code.matches("[a-z]{2,3}") ? code : "";
    }

    private @org.jspecify.annotations.Nullable Instant published(Entry entry) {
        Instant at = entry.published();
        return at == null || at.isAfter(now) ? now : at;
    }

    private String location(Entry entry) {
        String link = link(entry);
        return link.isEmpty() ? absolute(entry.media()) : link;
    }

    private String picture(Entry entry) {
        if (!entry.picture().isEmpty()) return absolute(entry.picture());
        return entry.mediaType().startsWith("audio/") ? absolute(feed.picture()) : "";
    }

    private Map<String, String> extras(Entry entry) {
        Map<String, String> extras = new HashMap<>();
        if (!entry.author().isEmpty() && entry.video().isEmpty())
            extras.put("author", PlainText.line(entry.author(), TITLE));
        String media = absolute(entry.media());
        if (!media.isEmpty() && entry.video().isEmpty()) extras.put("media", media);
        if (!entry.channel().isEmpty()) extras.put("channel", entry.channel());
        if (entry.link().contains("/shorts/")) extras.put("short", "true");
        return extras;
    }

    private String link(Entry entry) {
        String link = absolute(entry.link());
        return link.isEmpty() && entry.guid().matches("(?i)https?://.+")
                ? absolute(entry.guid())
                : link;
    }

    /// Episodes often all link to the page of their show, and so do the notes of a change log.
    private boolean namesOneArticle(Entry entry) {
        String link = link(entry);
        return entry.media().isEmpty()
                && !link.isEmpty()
                && links.getOrDefault(link, 0) == 1
                && !normal(link).equals(normal(absolute(feed.site())))
                && !normal(link).matches("[^/]*/?");
    }

    /// Without what differs between two ways to the same page.
    static String normal(String link) {
        return link.replaceFirst("(?i)^https?://(www\\.)?", "")
                .replaceFirst("#.*$", "")
                .replaceAll("(?<=[?&])(utm_[a-z]+|fbclid|gclid|ref)=[^&]*&?", "")
                .replaceFirst("[?&]$", "")
                .replaceFirst("/$", "");
    }

    /// Resolved against the feed; empty when it is no address of the web.
    private String absolute(String link) {
        if (link.isBlank()) return "";
        try {
            URI base = feed.site().matches("(?i)https?://.+") ? new URI(feed.site()) : address;
            URI at = base.resolve(new URI(link.strip().replace(" ", "%20")));
            boolean web = at.getScheme() != null && at.getScheme().matches("(?i)https?");
            return web && at.getHost() != null ? at.toString() : "";
        } catch (java.net.URISyntaxException e) {
            return "";
        }
    }

    private static String hash(String words) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(words.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(java.util.Arrays.copyOf(digest, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
