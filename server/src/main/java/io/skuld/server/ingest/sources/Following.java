package io.skuld.server.ingest.sources;

import io.skuld.server.catalog.Catalog;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.ingest.ImportReport.Count;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.activitywatch.ActivityWatch;
import io.skuld.server.ingest.feeds.Opml;
import io.skuld.server.ingest.outgoing.Hosts;
import io.skuld.server.ingest.outgoing.Outgoing;
import io.skuld.server.ingest.pictures.Pictures;
import io.skuld.server.people.People;
import io.skuld.server.people.PersonId;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What people follow, as pages and the API use it: each change takes effect at once. Thread-safe.
public final class Following implements AutoCloseable {
    private final Sources sources;
    private final Schedule schedule;
    private final Outgoing outgoing;
    private final Pictures pictures;
    private final ActivityWatch activityWatch;
    private final People people;
    private final SourcesSettings settings;
    private final InstantSource clock;

    private Following(
            Sources sources,
            Schedule schedule,
            Outgoing outgoing,
            Pictures pictures,
            ActivityWatch activityWatch,
            People people,
            SourcesSettings settings,
            InstantSource clock) {
        this.sources = sources;
        this.schedule = schedule;
        this.outgoing = outgoing;
        this.pictures = pictures;
        this.activityWatch = activityWatch;
        this.people = people;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param accounts readers of what is no feed
    public static Following over(
            SqlSources sources,
            Outgoing outgoing,
            Pictures pictures,
            ActivityWatch activityWatch,
            Catalog catalog,
            FeedbackLog log,
            Map<Subscription.Kind, SourceReader> accounts,
            People people,
            SourcesSettings settings,
            InstantSource clock) {
        SourceReader feeds = new FeedReader(outgoing, settings.youtubeAddress(), clock);
        Map<Subscription.Kind, SourceReader> readers = new EnumMap<>(Subscription.Kind.class);
        readers.putAll(accounts);
        readers.put(Subscription.Kind.FEED, feeds);
        readers.put(Subscription.Kind.CHANNEL, feeds);
        readers.put(Subscription.Kind.ACTIVITY, read(activityWatch));
        Schedule schedule =
                new Schedule(
                        sources,
                        readers,
                        catalog,
                        log,
                        sources,
                        clock,
                        RandomGenerator.getDefault());
        return new Following(
                sources, schedule, outgoing, pictures, activityWatch, people, settings, clock);
    }

    private static SourceReader read(ActivityWatch activityWatch) {
        return source -> {
            ActivityWatch.Found found =
                    activityWatch.read(source.subscription().address(), source.person());
            return Reading.kept(
                    new Count(found.added().added(), found.added().known()), found.left());
        };
    }

    /// Begins to read.
    public void start() {
        schedule.start();
    }

    /// @param every its rhythm, or null for the usual one
    public Sources.Added add(PersonId person, Subscription subscription, @Nullable Duration every) {
        people.ensure(List.of(person));
        Sources.Added added =
                sources.add(person, subscription, every == null ? settings.every() : every, null);
        schedule.look();
        return added;
    }

    /// What kinds of things a person follows.
    public Set<Subscription.Kind> kinds(PersonId person) {
        return sources.kinds(person);
    }

    public Pictures pictures() {
        return pictures;
    }

    /// Reads an ActivityWatch from now on, as often as may be.
    ///
    /// @param address one of [#activityAddresses]
    public Sources.Added connectActivityWatch(PersonId person, String address) {
        activityWatch.requireAllowed(address);
        return add(person, Subscription.activityWatch(address), Rhythm.FASTEST);
    }

    /// Where an ActivityWatch may be read.
    public List<String> activityAddresses() {
        return activityWatch.addresses();
    }

    /// What a person follows, as OPML.
    public void writeOpml(PersonId person, OutputStream out) {
        Opml.write(
                sources.of(person).stream()
                        .map(Source::subscription)
                        .filter(followed -> followed.kind().isPublic())
                        .toList(),
                clock.instant(),
                out);
    }

    public List<Source> of(PersonId person) {
        return sources.of(person);
    }

    /// @throws UnknownSourceException when there is none of that id
    public Source require(String id) {
        return sources.find(id).orElseThrow(() -> new UnknownSourceException(id));
    }

    public List<SourceRun> runs(String id, int limit) {
        return sources.runs(id, limit);
    }

    public void setState(String id, Source.State state) {
        sources.setState(id, state, clock.instant());
        schedule.look();
    }

    public void setEvery(String id, Duration every) {
        sources.setEvery(id, every);
    }

    /// Reads it as soon as may be.
    public void hurry(String id) {
        sources.hurry(id, clock.instant());
        schedule.look();
    }

    /// Reads all of a person's as soon as may be.
    public void hurryAll(PersonId person) {
        for (Source source : sources.of(person)) sources.hurry(source.id(), clock.instant());
        schedule.look();
    }

    public boolean isAtWork(String id) {
        return schedule.isAtWork(id);
    }

    /// Hosts that were asked since the start.
    public List<Hosts.Asked> hosts() {
        return Stream.of(outgoing.hosts(), activityWatch.hosts())
                .flatMap(hosts -> hosts.all().stream())
                .toList();
    }

    /// Calls back when a reading begins and when it has ended.
    public void onChange(Consumer<Source> listener) {
        schedule.onChange(listener);
    }

    @Override
    public void close() {
        schedule.close();
        outgoing.close();
        activityWatch.close();
    }
}
