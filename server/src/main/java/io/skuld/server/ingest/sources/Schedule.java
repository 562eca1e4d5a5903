package io.skuld.server.ingest.sources;

import io.skuld.server.catalog.Catalog;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.Subscriptions;
import io.skuld.server.ingest.outgoing.OutgoingException;
import io.skuld.server.ingest.outgoing.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads each source in its own rhythm and in its own virtual thread. Several processes may do so on one database: each
/// source is read by one of them. Thread-safe.
public final class Schedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

    /// Sources that are looked for at a time; what is left comes with the next look.
    private static final int LOOK = 1_000;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /// A process that died in a reading keeps the source from others for so long.
    private static final Duration CLAIM = Duration.ofMinutes(15);

    private static final Duration REMOVED_FOR = Duration.ofDays(1);

    private final Sources sources;
    private final Map<Subscription.Kind, SourceReader> readers;
    private final Catalog catalog;
    private final FeedbackLog log;
    private final Subscriptions subscriptions;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ExecutorService work =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("source-", 0).factory());
    private final Set<String> atWork = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Source>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean closed;

    Schedule(
            Sources sources,
            Map<Subscription.Kind, SourceReader> readers,
            Catalog catalog,
            FeedbackLog log,
            Subscriptions subscriptions,
            InstantSource clock,
            RandomGenerator random) {
        this.sources = sources;
        this.readers = Map.copyOf(readers);
        this.catalog = catalog;
        this.log = log;
        this.subscriptions = subscriptions;
        this.clock = clock;
        this.random = random;
    }

    /// Begins to look for sources whose time has come.
    public void start() {
        Thread.ofVirtual().name("schedule").start(this::loop);
    }

    private void loop() {
        while (!closed) {
            try {
                begin();
                sources.purge(clock.instant().minus(REMOVED_FOR));
                rest();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (closed) return;
                LOG.warn("Looking for sources to read failed; trying on", e);
                pause();
            }
        }
    }

    private void rest() throws InterruptedException {
        lock.lock();
        try {
            if (!closed) changed.awaitNanos(LOOK_EVERY.toNanos());
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Begins the readings that are due, and returns at once.
    ///
    /// @return how many
    int begin() {
        int begun = 0;
        for (Source source : sources.due(clock.instant(), LOOK)) {
            if (closed || !atWork.add(source.id())) continue;
            if (!sources.claim(source, clock.instant().plus(CLAIM))) {
                atWork.remove(source.id());
                continue;
            }
            begun++;
            tell(source);
            work.execute(() -> read(source));
        }
        return begun;
    }

    private void read(Source source) {
        try {
            carryOut(source);
        } catch (RuntimeException e) {
            if (!closed) LOG.error("Source '{}' could not be kept", source.name(), e);
        } finally {
            atWork.remove(source.id());
            tell(source);
        }
    }

    private void carryOut(Source source) {
        Instant started = clock.instant();
        try {
            SourceReader reader = readers.get(source.subscription().kind());
            if (reader == null)
                throw new IllegalStateException("Nobody reads " + source.subscription().kind());
            succeeded(source, reader.read(source), started);
        } catch (OutgoingException e) {
            if (!closed) failed(source, started, e.trouble(), e.detail(), e);
        } catch (RuntimeException e) {
            if (closed) return;
            LOG.error("Reading the source '{}' failed", source.name(), e);
            failed(
                    source,
                    started,
                    Trouble.OUR_MISTAKE,
                    e.toString(),
                    new OutgoingException(Trouble.OUR_MISTAKE, source.name(), "", null));
        }
    }

    private void succeeded(Source source, Reading reading, Instant started) {
        Catalog.Added added = catalog.add(reading.items());
        if (!reading.signals().isEmpty()) log.append(reading.signals());
        int withdrawn = log.withdraw(reading.withdrawn());
        if (!reading.follows().isEmpty())
            subscriptions.add(source.person(), reading.follows(), source.id());
        Instant now = clock.instant();
        SourceRun run =
                new SourceRun(
                        started,
                        now,
                        reading.unchanged() ? SourceRun.Outcome.UNCHANGED : SourceRun.Outcome.READ,
                        added.added() + (int) reading.kept().added(),
                        added.known() + (int) reading.kept().known(),
                        withdrawn,
                        reading.left(),
                        reading.fault().isEmpty() ? null : Trouble.NOT_UNDERSTOOD,
                        reading.fault());
        Instant next = Rhythm.afterSuccess(now, source.every(), reading.freshFor(), random);
        sources.finished(source, reading, run, next);
    }

    private void failed(
            Source source, Instant started, Trouble trouble, String detail, OutgoingException e) {
        Instant now = clock.instant();
        Instant next =
                Rhythm.afterFailure(now, source.failures() + 1, e.notBefore().orElse(null), random);
        sources.finished(
                source,
                Reading.nothing(source),
                SourceRun.failed(started, now, trouble, detail),
                next);
        if (trouble == Trouble.GONE) sources.setState(source.id(), Source.State.PAUSED, now);
    }

    /// Is it being read right now, by this process?
    public boolean isAtWork(String id) {
        return atWork.contains(id);
    }

    /// How many are being read right now.
    public int atWork() {
        return atWork.size();
    }

    /// Looks again at once, as after a source was added.
    public void look() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Calls back when a reading begins and when it has ended.
    public void onChange(Consumer<Source> listener) {
        listeners.add(listener);
    }

    private void tell(Source source) {
        listeners.forEach(listener -> listener.accept(source));
    }

    /// What is being read is broken off; it is read again at the next start.
    @Override
    public void close() {
        closed = true;
        look();
        work.shutdownNow();
        try {
            if (!work.awaitTermination(3, TimeUnit.SECONDS))
                LOG.warn(
                        "Some sources were still being read; they are read again at the next start");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
