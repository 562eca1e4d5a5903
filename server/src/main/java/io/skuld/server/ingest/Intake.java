package io.skuld.server.ingest;

import io.skuld.server.activity.ActivityEvent;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.ImportReport.Count;
import io.skuld.server.people.PersonId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// One run of an import: gathers what an importer reads into batches for the target, and counts. While one batch is
/// written, by a thread of its own, the next is read. Its memory does not grow with the file but for 16 bytes a signal, by
/// which it knows what the file says twice. Not thread-safe. Close it when done.
final class Intake implements ImportSink, AutoCloseable {
    /// Lines whose reasons are kept for download; beyond these they are only counted.
    static final int SKIPPED_KEPT = 100_000;

    private static final int SAMPLES = 12;

    /// Events that are remembered: what an export says twice stands close together.
    private static final int ACTIVITY_SEEN = 1_000_000;

    /// Titles kept to show the samples by.
    private static final int TITLES = 10_000;

    private final ImportTarget target;
    private final ImportRequest request;
    private final String format;
    private final @Nullable String importId;
    private final Instant now;
    private final Instant fallback;
    private final Runnable tick;

    private final HashSet64 itemsSeen = new HashSet64();
    private final HashSet64 signalsSeen = new HashSet64();
    private HashSet64 activitySeen = new HashSet64();
    private final HashSet64 peopleSeen = new HashSet64();
    private final Map<SkipReason, Long> reasons = new EnumMap<>(SkipReason.class);
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<String> samples = new ArrayList<>();

    private final HashSet64 subscriptionsSeen = new HashSet64();
    private final Set<String> runsSeen = new HashSet<>();
    private final Map<ItemId, String> titles = new HashMap<>();
    private long skippedCount;

    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("import-write").factory());
    private ImportBatch batch = new ImportBatch();

    /// The batch that is being written. Its counts are added when it is done.
    private CompletableFuture<ImportBatch.Counts> writing =
            CompletableFuture.completedFuture(ImportBatch.Counts.NONE);

    private ImportBatch.Counts counts = ImportBatch.Counts.NONE;

    /// @param importId null for a preview
    /// @param now signals dated later than this are dated now: clocks lie
    /// @param fallback when what the file does not date was said
    /// @param tick called once a batch: tells progress, and throws when the import is cancelled
    Intake(
            ImportTarget target,
            ImportRequest request,
            String format,
            @Nullable String importId,
            Instant now,
            Instant fallback,
            Runnable tick) {
        this.target = target;
        this.request = request;
        this.format = format;
        this.importId = importId;
        this.now = now;
        this.fallback = fallback;
        this.tick = tick;
    }

    @Override
    public boolean wants(String who) {
        return request.only() == null || request.only().equals(who);
    }

    @Override
    public boolean knows(ItemId item) {
        return !itemsSeen.lacks(HashSet64.hash(item.toString()));
    }

    @Override
    public void item(Described described) {
        if (!itemsSeen.add(HashSet64.hash(described.item().id().toString()))) return;
        if (titles.size() < TITLES) titles.put(described.item().id(), described.item().title());
        batch.items.add(described);
        if (batch.isFull()) handOver();
    }

    @Override
    public void said(Where where, Said said) {
        PersonId person = person(said.who());
        if (person == null) {
            skip(where, SkipReason.BAD_PERSON, String.valueOf(said.who()));
            return;
        }
        SignalKey key = SignalKey.of(format, person, said);
        if (!signalsSeen.add(key.high())) {
            skip(where, SkipReason.TWICE, said.item() + " " + said.signal().type());
            return;
        }
        if (peopleSeen.add(HashSet64.hash(person.value()))) batch.people.add(person);
        batch.signals.add(feedback(key, person, said));
        sample(said.item(), said.signal());
        if (batch.isFull()) handOver();
    }

    @Override
    public void observed(Where where, ActivityEvent event) {
        if (event.at().isAfter(now)) {
            skip(where, SkipReason.BAD_TIME, event.at().toString());
            return;
        }
        String start = event.bucket() + " " + event.at();
        if (activitySeen.size() >= ACTIVITY_SEEN) activitySeen = new HashSet64();
        if (!activitySeen.add(HashSet64.hash(start))) {
            skip(where, SkipReason.TWICE, event.at().toString());
            batch.activityAgain.add(event); // it may be the longer one
        } else batch.activity.add(event);
        if (batch.isFull()) handOver();
    }

    @Override
    public void brought(Where where, Brought what) {
        PersonId asked = request.person();
        PersonId person = asked == null ? request.owner() : asked;
        switch (what) {
            case Brought.Name(String name) -> target.name(person, name);
            case Brought.ActivityRules rules -> target.activityRules(person, rules);
            case Brought.Run run -> run(run, person);
            case Brought.Entry(FeedbackLog.Moved entry) -> entry(where, entry, person);
        }
    }

    private void run(Brought.Run told, PersonId person) {
        String id = idFor(told.run().id(), told.run().person(), person);
        if (importId == null || !runsSeen.add(id)) return;
        batch.runs.add(new Brought.Run(told.run().within(id, person, importId), told.skipped()));
    }

    private void entry(Where where, FeedbackLog.Moved told, PersonId person) {
        Feedback said = told.feedback();
        String id = idFor(said.id(), said.person(), person);
        if (!signalsSeen.add(HashSet64.hash(id))) {
            skip(where, SkipReason.TWICE, said.item() + " " + said.signal().type());
            return;
        }
        if (peopleSeen.add(HashSet64.hash(person.value()))) batch.people.add(person);
        String made = said.importId();
        String by = made == null ? null : idFor(made, said.person(), person);
        Feedback own =
                new Feedback(
                        id,
                        person,
                        said.item(),
                        said.signal(),
                        said.at().isAfter(now) ? now : said.at(),
                        said.zone(),
                        said.provenance(),
                        by != null && runsSeen.contains(by) ? by : importId,
                        said.context());
        batch.moved.add(new FeedbackLog.Moved(own, told.turns()));
        sample(own.item(), own.signal());
        if (batch.isFull()) handOver();
    }

    /// An id stays what it was, unless what it names becomes another person's: both may live in one Skuld.
    private static String idFor(String id, @Nullable PersonId from, PersonId to) {
        return to.equals(from) ? id : SignalKey.of(0, id + "\n" + to.value()).id();
    }

    @Override
    public void follows(Where where, Subscription subscription) {
        if (!subscriptionsSeen.add(HashSet64.hash(subscription.address()))) {
            skip(where, SkipReason.TWICE, subscription.address());
            return;
        }
        batch.subscriptions.add(subscription);
        if (samples.size() < SAMPLES)
            samples.add(
                    subscription.title().isEmpty() ? subscription.address() : subscription.title());
        if (batch.isFull()) handOver();
    }

    @Override
    public void skip(Where where, SkipReason reason, String detail) {
        skippedCount++;
        reasons.merge(reason, 1L, Long::sum);
        if (skippedCount > SKIPPED_KEPT) return;
        batch.skipped.add(new Skipped(where.part(), where.line(), reason, detail));
        if (batch.isFull()) handOver();
    }

    @Override
    public void note(String text) {
        notes.add(text);
    }

    /// Hands over what is left, and waits until it is written. An import that is not finished ends with its last whole
    /// batch.
    void finish() {
        handOver();
        settle();
    }

    /// Waits for what is being written.
    @Override
    public void close() {
        writer.close();
    }

    /// What was handed over so far.
    ImportReport report() {
        if (!writing.isCompletedExceptionally()) settle();
        Map<String, Long> told = new TreeMap<>();
        reasons.forEach((reason, count) -> told.put(reason.text(), count));
        return new ImportReport(
                format,
                counts.items(),
                counts.signals(),
                new Count(counts.activity().added(), counts.activity().known()),
                counts.sources(),
                peopleSeen.size(),
                skippedCount,
                told,
                allNotes(),
                samples);
    }

    private List<String> allNotes() {
        List<String> all = new ArrayList<>(notes);
        if (counts.activity().hidden() > 0)
            all.add(
                    "Of %,d events only the time is kept: they match your private patterns"
                            .formatted(counts.activity().hidden()));
        return all;
    }

    /// Gives the batch to the writing thread as soon as that is done with the one before.
    private void handOver() {
        settle();
        ImportBatch full = batch;
        batch = new ImportBatch();
        writing = CompletableFuture.supplyAsync(() -> full.deliver(target, owner()), writer);
        tick.run();
    }

    /// Waits for the batch that is being written.
    private void settle() {
        try {
            counts = counts.plus(writing.join());
            writing = CompletableFuture.completedFuture(ImportBatch.Counts.NONE);
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException problem) throw problem;
            throw e;
        }
    }

    private PersonId owner() {
        return request.person() == null ? request.owner() : request.person();
    }

    private @Nullable PersonId person(@Nullable String who) {
        PersonId asked = request.person();
        if (asked != null) return asked;
        if (who == null) return request.owner();
        try {
            return new PersonId(who);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Feedback feedback(SignalKey key, PersonId person, Said said) {
        Instant at = said.at() == null ? fallback : said.at();
        return new Feedback(
                key.id(),
                person,
                said.item(),
                said.signal(),
                at.isAfter(now) ? now : at,
                request.options().zone(),
                said.provenance(),
                importId,
                said.context());
    }

    private void sample(ItemId item, Signal signal) {
        if (samples.size() >= SAMPLES) return;
        String title = titles.getOrDefault(item, item.toString());
        samples.add("%s: %s".formatted(title, words(signal)));
    }

    private static String words(Signal signal) {
        Double number = signal.number();
        return number == null
                ? signal.type()
                : String.format(Locale.ROOT, "%s %s", signal.type(), number);
    }
}
