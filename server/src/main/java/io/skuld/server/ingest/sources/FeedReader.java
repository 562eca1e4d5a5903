package io.skuld.server.ingest.sources;

import io.skuld.server.ingest.feeds.FeedItems;
import io.skuld.server.ingest.feeds.FeedLinks;
import io.skuld.server.ingest.feeds.FeedParser;
import io.skuld.server.ingest.feeds.ParsedFeed;
import io.skuld.server.ingest.outgoing.Answer;
import io.skuld.server.ingest.outgoing.Outgoing;
import io.skuld.server.ingest.outgoing.OutgoingException;
import io.skuld.server.ingest.outgoing.Trouble;
import io.skuld.server.ingest.outgoing.Validators;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a feed; from a page it goes on to the feed that the page names.
final class FeedReader implements SourceReader {
    private static final String YOUTUBE = "https://www.youtube.com/";

    private final Outgoing outgoing;
    private final String youtube;
    private final InstantSource clock;

    /// @param youtube where YouTube's feeds are
    FeedReader(Outgoing outgoing, String youtube, InstantSource clock) {
        this.outgoing = outgoing;
        this.youtube = youtube.endsWith("/") ? youtube : youtube + "/";
        this.clock = clock;
    }

    @Override
    public Reading read(Source source) {
        String address = source.subscription().address();
        Answer answer = outgoing.get(reachable(address), source.validators());
        String moved = answer.movedTo() == null ? null : String.valueOf(answer.movedTo());
        if (answer.unchanged())
            return Reading.unchanged(moved, kept(answer, source), answer.freshFor());
        Optional<ParsedFeed> feed = feed(answer);
        if (feed.isPresent()) return reading(feed.get(), answer, moved);
        String named =
                FeedLinks.find(answer.body(), answer.contentType(), answer.address())
                        .map(URI::toString)
                        .orElseThrow(() -> notAFeed(address));
        Answer behind = outgoing.get(named, Validators.NONE);
        return reading(feed(behind).orElseThrow(() -> notAFeed(named)), behind, named);
    }

    private String reachable(String address) {
        return address.startsWith(YOUTUBE)
                ? youtube + address.substring(YOUTUBE.length())
                : address;
    }

    private static Optional<ParsedFeed> feed(Answer answer) {
        return FeedParser.parse(answer.body(), answer.contentType());
    }

    private Reading reading(ParsedFeed feed, Answer answer, @Nullable String address) {
        if (feed.entries().isEmpty() && !feed.fault().isEmpty())
            throw new OutgoingException(
                    Trouble.NOT_UNDERSTOOD, answer.address().toString(), feed.fault(), null);
        FeedItems.Found found = FeedItems.of(feed, answer.address(), clock.instant());
        return new Reading(
                false,
                feed.title(),
                address,
                answer.validators(),
                answer.freshFor(),
                found.items(),
                found.left(),
                feed.fault());
    }

    /// A host may leave out in a 304 what it said before.
    private static Validators kept(Answer answer, Source source) {
        Validators now = answer.validators();
        Validators before = source.validators();
        return new Validators(
                now.etag().isEmpty() ? before.etag() : now.etag(),
                now.lastModified().isEmpty() ? before.lastModified() : now.lastModified());
    }

    private static OutgoingException notAFeed(String address) {
        return new OutgoingException(Trouble.NOT_UNDERSTOOD, address, "", null);
    }
}
