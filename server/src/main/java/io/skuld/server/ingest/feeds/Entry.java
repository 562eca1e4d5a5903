package io.skuld.server.ingest.feeds;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One entry of a feed as it was written; what it does not say is empty or null. Texts may hold HTML.
///
/// @param guid its name within the feed
/// @param content the full text, if the feed has it
/// @param media address of its sound or film
/// @param mediaType MIME type of that
/// @param video id of a YouTube video
/// @param channel id of the YouTube channel
record Entry(
        String guid,
        String title,
        String link,
        String author,
        @Nullable Instant published,
        String summary,
        String content,
        List<String> tags,
        String picture,
        String media,
        String mediaType,
        @Nullable Duration length,
        String video,
        String channel) {
    Entry {
        tags = List.copyOf(tags);
    }

    /// Collects what a feed says about one entry. Of several values of one kind the first counts, but for dates and texts
    /// those that say more. Every text is cut to a bound.
    static final class Builder {
        private static final int LINE = 2_000;
        private static final int TAGS = 50;

        /// Characters of one text; no article is longer.
        static final int TEXT = 200_000;

        private String guid = "";
        private String title = "";
        private String link = "";
        private String author = "";
        private @Nullable Instant published;
        private @Nullable Instant updated;
        private String summary = "";
        private String content = "";
        private final List<String> tags = new ArrayList<>();
        private String picture = "";
        private String media = "";
        private String mediaType = "";
        private @Nullable Duration length;
        private String video = "";
        private String channel = "";

        void guid(String value) {
            guid = first(guid, value);
        }

        void title(String value) {
            title = first(title, value);
        }

        void link(String value) {
            link = first(link, value);
        }

        void author(String value) {
            author = first(author, value);
        }

        void published(String value) {
            if (published == null) published = FeedDates.parse(value).orElse(null);
        }

        void updated(String value) {
            if (updated == null) updated = FeedDates.parse(value).orElse(null);
        }

        void summary(String value) {
            summary = longer(summary, value);
        }

        void content(String value) {
            content = longer(content, value);
        }

        void tag(String value) {
            String tag = cut(value, 100).toLowerCase(Locale.ROOT);
            if (!tag.isEmpty() && tags.size() < TAGS && !tags.contains(tag)) tags.add(tag);
        }

        void picture(String value) {
            picture = first(picture, value);
        }

        /// Sound and film; pictures among the enclosures are pictures.
        void media(String address, String type) {
            String plain = cut(type, 100).toLowerCase(Locale.ROOT);
            if (plain.startsWith("image/")) picture(address);
            else if (media.isEmpty() && !address.isBlank()) {
                media = cut(address, LINE);
                mediaType = plain;
            }
        }

        void length(@Nullable Duration value) {
            if (length == null) length = value;
        }

        void video(String value) {
            video = first(video, value);
        }

        void channel(String value) {
            channel = first(channel, value);
        }

        Entry build() {
            return new Entry(
                    guid,
                    title,
                    link,
                    author,
                    published == null ? updated : published,
                    summary,
                    content,
                    tags,
                    picture,
                    media,
                    mediaType,
                    length,
                    video,
                    channel);
        }

        private static String first(String known, String value) {
            return known.isEmpty() ? cut(value, LINE) : known;
        }

        private static String longer(String known, String value) {
            return value.length() > known.length() ? cut(value, TEXT) : known;
        }

        private static String cut(String value, int most) {
            String plain = value.strip();
            if (plain.length() <= most) return plain;
            boolean pair = Character.isHighSurrogate(plain.charAt(most - 1));
            return plain.substring(0, pair ? most - 1 : most);
        }
    }
}
