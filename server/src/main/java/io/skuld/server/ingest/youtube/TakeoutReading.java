package io.skuld.server.ingest.youtube;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.text.Times;
import io.skuld.server.ingest.youtube.WatchTitles.Told;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One reading of an activity file: what each entry says.
final class TakeoutReading {
    /// What YouTube Music appends to the name of an artist's automatic channel.
    private static final String TOPIC = " - Topic";

    private final Part part;
    private final WatchTitles titles;
    private final ReadOptions options;
    private final ImportSink sink;

    TakeoutReading(Part part, WatchTitles titles, ReadOptions options, ImportSink sink) {
        this.part = part;
        this.titles = titles;
        this.options = options;
        this.sink = sink;
    }

    void read(Activity activity) {
        read(activity, titles.tell(activity.title()));
    }

    /// A page sets the title apart from the words around it.
    ///
    /// @param sentence with those words
    void read(Activity activity, String sentence) {
        read(activity, new Told(titles.tell(sentence).deed(), activity.title()));
    }

    private void read(Activity activity, Told told) {
        Where where = new Where(part.name(), activity.line());
        Optional<VideoAddress> video = VideoAddress.parse(activity.address());
        SkipReason fault = fault(activity, video, told);
        if (fault != null) sink.skip(where, fault, activity.title() + " " + activity.address());
        else said(where, activity, video.orElseThrow(), told);
    }

    private static @org.jspecify.annotations.Nullable SkipReason fault(
            Activity activity, Optional<VideoAddress> video, Told told) {
        if (activity.detailed()) return SkipReason.ADVERTISEMENT;
        boolean youtube = activity.product().isEmpty() || activity.product().contains("YouTube");
        if (!youtube) return SkipReason.OTHER_PRODUCT;
        if (activity.address().isEmpty()) return SkipReason.REMOVED;
        if (video.isEmpty())
            return VideoAddress.isYouTube(activity.address())
                    ? SkipReason.NOT_A_VIDEO
                    : SkipReason.OTHER_PRODUCT;
        if (told.deed() == WatchTitles.Deed.OTHER) return SkipReason.NOT_A_VIDEO;
        // A video that is gone has its own address for a title.
        boolean nameless = told.title().isBlank() || told.title().contains(video.get().id().key());
        return nameless ? SkipReason.REMOVED : null;
    }

    private void said(Where where, Activity activity, VideoAddress video, Told told) {
        // The page and the JSON tell of one view; only to the second do they agree when it was.
        Optional<Instant> at =
                Times.parse(activity.time(), options.zone())
                        .map(time -> time.truncatedTo(ChronoUnit.SECONDS));
        if (at.isEmpty() && !activity.time().isEmpty()) {
            sink.skip(where, SkipReason.BAD_TIME, activity.time());
            return;
        }
        if (!sink.knows(video.id())) sink.item(Described.of(item(activity, video, told.title())));
        sink.said(
                where,
                new Said(
                        null,
                        video.id(),
                        signal(told),
                        at.orElse(null),
                        Provenance.IMPORT,
                        Map.of()));
    }

    private static Signal signal(Told told) {
        return switch (told.deed()) {
            case LIKED -> new Signal.Liked();
            case DISLIKED -> new Signal.Disliked();
            case WATCHED, OTHER -> new Signal.Played(null);
        };
    }

    private static Item item(Activity activity, VideoAddress video, String title) {
        boolean music = video.music() || activity.product().contains("Music");
        String channel = activity.channel();
        String creator =
                channel.endsWith(TOPIC)
                        ? channel.substring(0, channel.length() - TOPIC.length())
                        : channel;
        Map<String, String> extras = new LinkedHashMap<>();
        String address = activity.channelAddress();
        String channelKey = address.substring(address.lastIndexOf('/') + 1);
        if (channelKey.startsWith("UC")) extras.put("channel", channelKey);
        if (video.brief()) extras.put("short", "yes");
        return Item.of(video.id(), music ? ItemKind.TRACK : ItemKind.VIDEO, title)
                .withCreator(creator)
                .withLocation(video.location())
                .withExtras(extras);
    }
}
