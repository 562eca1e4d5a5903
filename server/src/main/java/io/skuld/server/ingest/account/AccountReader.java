package io.skuld.server.ingest.account;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Ids;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.outgoing.Outgoing;
import io.skuld.server.ingest.outgoing.Validators;
import io.skuld.server.ingest.sources.Reading;
import io.skuld.server.ingest.sources.Source;
import io.skuld.server.ingest.sources.SourceReader;
import io.skuld.server.ingest.text.Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a person's account: channels they follow, videos they like and dislike, and what is not known yet about videos in
/// the catalogue. A rating that is no longer in the account's list is withdrawn here too, but only when that list was read
/// to its end and only if it came from the same account.
public final class AccountReader implements SourceReader {
    /// Kept where feeds keep their validators: all ratings were read once, so a page of known ones ends the reading as long
    /// as YouTube counts as many as are known.
    private static final String COMPLETE = "complete";

    /// Videos of which facts are asked for in one reading.
    private static final int MOST_FACTS = 500;

    /// Marks a video whose facts were asked for, also when there are none.
    private static final String FACTS = "facts";

    /// In a signal's context: the channel of the account that said it.
    private static final String ACCOUNT = "account";

    /// What YouTube calls its categories (videoCategories.list; the ids have not changed since 2012).
    private static final Map<String, String> CATEGORIES =
            Map.ofEntries(
                    Map.entry("1", "film & animation"),
                    Map.entry("2", "autos & vehicles"),
                    Map.entry("10", "music"),
                    Map.entry("15", "pets & animals"),
                    Map.entry("17", "sports"),
                    Map.entry("19", "travel & events"),
                    Map.entry("20", "gaming"),
                    Map.entry("22", "people & blogs"),
                    Map.entry("23", "comedy"),
                    Map.entry("24", "entertainment"),
                    Map.entry("25", "news & politics"),
                    Map.entry("26", "howto & style"),
                    Map.entry("27", "education"),
                    Map.entry("28", "science & technology"),
                    Map.entry("29", "nonprofits & activism"));

    private final Accounts accounts;
    private final Outgoing outgoing;
    private final YouTubeSettings settings;
    private final Catalog catalog;
    private final FeedbackLog log;
    private final InstantSource clock;

    public AccountReader(
            Accounts accounts,
            Outgoing outgoing,
            YouTubeSettings settings,
            Catalog catalog,
            FeedbackLog log,
            InstantSource clock) {
        this.accounts = accounts;
        this.outgoing = outgoing;
        this.settings = settings;
        this.catalog = catalog;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Reading read(Source source) {
        YouTubeApi api = new YouTubeApi(accounts, outgoing, settings.api(), source.person());
        List<Subscription> follows = new ArrayList<>();
        api.subscriptions(page -> {
            page.path("items").forEach(entry -> subscription(entry, follows));
            return true;
        });
        Ratings ratings = new Ratings(api, source);
        ratings.read("like", new Signal.Liked());
        ratings.read("dislike", new Signal.Disliked());
        facts(api, ratings.items);
        return Reading.of(
                new Validators(COMPLETE, ""),
                List.copyOf(ratings.items.values()),
                ratings.signals,
                ratings.withdrawn,
                follows);
    }

    private static void subscription(JsonNode entry, List<Subscription> follows) {
        String channel = entry.at("/snippet/resourceId/channelId").asText("");
        if (Subscription.isChannel(channel))
            follows.add(Subscription.channel(channel, entry.at("/snippet/title").asText("")));
    }

    /// One reading of what the person likes and dislikes there.
    private final class Ratings {
        private final YouTubeApi api;
        private final Source source;
        private final String channel;
        private final boolean complete;
        private final List<Feedback> before;
        final Map<ItemId, Described> items = new LinkedHashMap<>();
        final List<Feedback> signals = new ArrayList<>();
        final List<String> withdrawn = new ArrayList<>();

        Ratings(YouTubeApi api, Source source) {
            this.api = api;
            this.source = source;
            channel = api.channel();
            complete = source.validators().etag().equals(COMPLETE);
            before =
                    log.ofImport(source.id()).stream()
                            .filter(entry -> !channel.isEmpty())
                            .filter(entry -> channel.equals(entry.context().get(ACCOUNT)))
                            .toList();
        }

        void read(String rating, Signal signal) {
            Set<String> known = new HashSet<>();
            for (Feedback entry : before) if (entry.signal().equals(signal)) known.add(entry.id());
            Set<String> listed = new HashSet<>();
            boolean all =
                    api.rated(
                            rating,
                            page -> {
                                boolean allKnown = take(page.path("items"), rating, signal, listed);
                                long total = page.at("/pageInfo/totalResults").asLong(-1);
                                return !(complete && allKnown && total == union(known, listed));
                            });
            if (!all) return;
            known.removeAll(listed);
            withdrawn.addAll(known);
        }

        /// @param listed the ids that the page's ratings have here, added to
        /// @return whether the log knows all of them
        private boolean take(JsonNode page, String rating, Signal signal, Set<String> listed) {
            List<String> ids = new ArrayList<>();
            for (JsonNode video : page) {
                String id = id(rating, video.path("id").asText(""));
                ids.add(id);
                item(video)
                        .ifPresent(item -> {
                            items.put(item.id(), Described.of(item));
                            signals.add(feedback(id, item.id(), signal));
                        });
            }
            listed.addAll(ids);
            return log.known(ids).size() == ids.size();
        }

        private String id(String rating, String video) {
            return "youtube-%s-%s-%s".formatted(rating, video, source.person().value());
        }

        /// YouTube does not tell when; it is said when it is first seen.
        private Feedback feedback(String id, ItemId item, Signal signal) {
            return new Feedback(
                    id,
                    source.person(),
                    item,
                    signal,
                    clock.instant(),
                    ZoneOffset.UTC,
                    Provenance.IMPORT,
                    source.id(),
                    channel.isEmpty()
                            ? Map.of("app", "youtube")
                            : Map.of("app", "youtube", ACCOUNT, channel));
        }
    }

    private static long union(Set<String> some, Set<String> others) {
        return some.size() + others.stream().filter(id -> !some.contains(id)).count();
    }

    /// Facts of videos that came without, as those of a history.
    private void facts(YouTubeApi api, Map<ItemId, Described> items) {
        List<Item> wanting = wanting(items);
        for (int from = 0; from < wanting.size(); from += YouTubeApi.PAGE) {
            List<Item> some =
                    wanting.subList(from, Math.min(wanting.size(), from + YouTubeApi.PAGE));
            Map<ItemId, Item> found = new HashMap<>();
            for (JsonNode video : api.videos(some.stream().map(item -> item.id().key()).toList()))
                item(video).ifPresent(item -> found.put(item.id(), item));
            for (Item item : some)
                items.put(
                        item.id(),
                        Described.of(
                                found.getOrDefault(
                                        item.id(), item.withExtras(Map.of(FACTS, "none")))));
        }
    }

    private List<Item> wanting(Map<ItemId, Described> items) {
        return catalog.withoutLength("youtube", FACTS, MOST_FACTS + items.size()).stream()
                .map(Catalog.Numbered::item)
                .filter(item -> !items.containsKey(item.id()))
                .limit(MOST_FACTS)
                .toList();
    }

    static java.util.Optional<Item> item(JsonNode video) {
        JsonNode snippet = video.path("snippet");
        String title = snippet.path("title").asText("").strip();
        if (title.isEmpty()) return java.util.Optional.empty();
        return Ids.youtube(video.path("id").asText(""))
                .map(id ->
                        Item.of(id, ItemKind.VIDEO, title)
                                .withCreator(snippet.path("channelTitle").asText("").strip())
                                .withDescription(snippet.path("description").asText("").strip())
                                .withGenres(category(snippet))
                                .withTags(tags(snippet))
                                .withLanguage(language(snippet))
                                .withPublished(published(snippet))
                                .withDuration(duration(video))
                                .withLocation("https://www.youtube.com/watch?v=" + id.key())
                                .withExtras(extras(snippet)));
    }

    private static List<String> category(JsonNode snippet) {
        String name = CATEGORIES.get(snippet.path("categoryId").asText(""));
        return name == null ? List.of() : List.of(name);
    }

    private static List<String> tags(JsonNode snippet) {
        List<String> tags = new ArrayList<>();
        for (JsonNode tag : snippet.path("tags")) {
            String word = tag.asText("").strip().toLowerCase(Locale.ROOT);
            if (!word.isEmpty() && tags.size() < 50 && !tags.contains(word)) tags.add(word);
        }
        return tags;
    }

    private static String language(JsonNode snippet) {
        String code =
                snippet.path("defaultAudioLanguage")
                        .asText(snippet.path("defaultLanguage").asText(""))
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("-.*", "");
        return code.matches("[a-z]{2}") ? code : "";
    }

    private static @Nullable Instant published(JsonNode snippet) {
        return Times.parse(snippet.path("publishedAt").asText(""), ZoneOffset.UTC).orElse(null);
    }

    /// Of a broadcast that has not ended it is zero, and not known.
    private static @Nullable Duration duration(JsonNode video) {
        try {
            Duration length = Duration.parse(video.at("/contentDetails/duration").asText("PT0S"));
            return length.isPositive() ? length : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Map<String, String> extras(JsonNode snippet) {
        Map<String, String> extras = new HashMap<>();
        extras.put(FACTS, "youtube");
        String channel = snippet.path("channelId").asText("");
        if (!channel.isEmpty()) extras.put("channel", channel);
        return extras;
    }
}
