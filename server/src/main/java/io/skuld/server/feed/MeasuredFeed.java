package io.skuld.server.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.people.PersonId;
import java.time.Duration;
import java.util.List;

/// A feed whose times are measured, for pages and API alike.
public final class MeasuredFeed implements Feed {
    private final Feed feed;
    private final MeterRegistry registry;

    public MeasuredFeed(Feed feed, MeterRegistry registry) {
        this.feed = feed;
        this.registry = registry;
    }

    @Override
    public FeedPage page(FeedRequest request) {
        Timer timer =
                Timer.builder("skuld.feed")
                        .description("Time to answer one page of the feed")
                        .tag("mode", request.mode().label())
                        .tag("page", request.cursor() == null ? "first" : "next")
                        .serviceLevelObjectives(
                                Duration.ofMillis(5),
                                Duration.ofMillis(10),
                                Duration.ofMillis(25),
                                Duration.ofMillis(50),
                                Duration.ofMillis(100))
                        .register(registry);
        return timer.record(() -> feed.page(request));
    }

    @Override
    public List<Card> sample(PersonId person, int count, long seed) {
        return feed.sample(person, count, seed);
    }

    @Override
    public List<Reason> why(PersonId person, ItemId item) {
        return feed.why(person, item);
    }

    @Override
    public ItemView item(PersonId person, ItemId item) {
        return feed.item(person, item);
    }

    @Override
    public List<ItemView.Found> search(PersonId person, Catalog.Query query) {
        return feed.search(person, query);
    }
}
