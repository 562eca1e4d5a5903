package io.skuld.server.ingest;

import io.skuld.server.ingest.outgoing.Ask;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Something a person follows: read again and again for what is new.
///
/// @param address where it is read, as `https://example.org/feed.xml`
/// @param title empty when not known yet
public record Subscription(Kind kind, String address, String title) {
    /// What is at the address.
    public enum Kind {
        /// RSS, Atom, JSON Feed or a podcast; or a page that names one.
        FEED,
        /// The feed of a YouTube channel.
        CHANNEL,
        /// An ActivityWatch that runs at home.
        ACTIVITY,
        /// The person's own account at YouTube.
        ACCOUNT;

        /// Anyone could follow it: it is neither a machine at home nor somebody's account.
        public boolean isPublic() {
            return this == FEED || this == CHANNEL;
        }

        /// The name in the API and the database.
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /// The inverse of [#label].
        public static Kind of(String label) {
            return valueOf(label.toUpperCase(java.util.Locale.ROOT));
        }
    }

    private static final int LONGEST_TITLE = 300;
    private static final Pattern CHANNEL_ID = Pattern.compile("UC[A-Za-z0-9_-]{22}");
    private static final Pattern CHANNEL =
            Pattern.compile(
                    "(?i:https?://(?:www\\.|m\\.)?youtube\\.com/(?:channel/|feeds/videos\\.xml\\?channel_id=))(UC[A-Za-z0-9_-]{22})(?:[/?&#].*)?");

    public Subscription {
        Ask.address(address);
        title = title.replace('\0', ' ').strip().replaceAll("\\s+", " ");
        if (title.length() > LONGEST_TITLE) title = title.substring(0, LONGEST_TITLE);
    }

    /// The channel of this id, `UC…`.
    public static Subscription channel(String id, String title) {
        if (!isChannel(id))
            throw new IllegalArgumentException("'%s' is not the id of a channel".formatted(id));
        return new Subscription(
                Kind.CHANNEL, "https://www.youtube.com/feeds/videos.xml?channel_id=" + id, title);
    }

    /// An ActivityWatch at this address.
    public static Subscription activityWatch(String address) {
        return new Subscription(Kind.ACTIVITY, address, "ActivityWatch");
    }

    public static boolean isChannel(String id) {
        return CHANNEL_ID.matcher(id).matches();
    }

    /// What a person typed or a file names: `feed://…`, `example.org/feed`, a channel's page. The same place written in
    /// two ways is one subscription.
    ///
    /// @throws io.skuld.server.ingest.outgoing.OutgoingException when it is no address of the web
    public static Subscription at(String text, String title) {
        String plain = text.strip();
        if (plain.matches("(?i)feed:https?://.*")) plain = plain.substring("feed:".length());
        else if (plain.matches("(?i)(feed|itpc|pcast|podcast)://.*"))
            plain = "https" + plain.substring(plain.indexOf(':'));
        else if (plain.matches("[^\\s/:]+\\.[^\\s/:]+(?::\\d+)?(/.*)?")) plain = "https://" + plain;
        Matcher channel = CHANNEL.matcher(plain);
        if (channel.matches()) return channel(channel.group(1), title);
        URI address = Ask.address(plain);
        return new Subscription(Kind.FEED, normal(address), title);
    }

    private static String normal(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        String path =
                address.getRawPath() == null || address.getRawPath().isEmpty()
                        ? "/"
                        : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return (address.getScheme() + "://" + address.getHost()).toLowerCase(java.util.Locale.ROOT)
                + port
                + path
                + query;
    }
}
