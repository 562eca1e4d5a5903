package io.skuld.server.ingest;

import io.skuld.server.activity.ActivityEvent;
import io.skuld.server.activity.ActivityLog;
import io.skuld.server.catalog.Described;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.ingest.ImportReport.Count;
import io.skuld.server.people.PersonId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What was read and goes to the target together. Filled by one thread, then delivered by another.
final class ImportBatch {
    /// Of each sort in one transaction: large enough that the disk is not waited for, small enough that others get their turn.
    private static final int LARGEST = 10_000;

    /// Signals are small, and their transactions are most of what an import waits for.
    private static final int MOST_SIGNALS = 40_000;

    final List<Described> items = new ArrayList<>();
    final Set<PersonId> people = new HashSet<>();
    final List<Feedback> signals = new ArrayList<>();
    final List<FeedbackLog.Moved> moved = new ArrayList<>();
    final List<Brought.Run> runs = new ArrayList<>();
    final List<ActivityEvent> activity = new ArrayList<>();
    final List<ActivityEvent> activityAgain = new ArrayList<>();
    final List<Subscription> subscriptions = new ArrayList<>();
    final List<Skipped> skipped = new ArrayList<>();

    /// How much of it was new and how much was there.
    record Counts(Count items, Count signals, ActivityLog.Added activity, Count sources) {
        static final Counts NONE =
                new Counts(Count.NONE, Count.NONE, ActivityLog.Added.NONE, Count.NONE);

        Counts plus(Counts more) {
            return new Counts(
                    items.plus(more.items.added(), more.items.known()),
                    signals.plus(more.signals.added(), more.signals.known()),
                    activity.plus(more.activity),
                    sources.plus(more.sources.added(), more.sources.known()));
        }
    }

    boolean isFull() {
        return items.size() >= LARGEST
                || signals.size() + moved.size() >= MOST_SIGNALS
                || activity.size() + activityAgain.size() >= LARGEST
                || subscriptions.size() >= LARGEST
                || skipped.size() >= LARGEST;
    }

    /// Items and people go first: signals are about items and by people that are known.
    ///
    /// @param owner whose activity and subscriptions they are
    Counts deliver(ImportTarget target, PersonId owner) {
        Count itemCount = items.isEmpty() ? Count.NONE : target.items(items);
        if (!people.isEmpty()) target.people(people);
        runs.forEach(run -> target.run(run.run(), run.skipped()));
        Count said = signals.isEmpty() ? Count.NONE : target.signals(signals);
        Count entries = moved.isEmpty() ? Count.NONE : target.moved(moved);
        ActivityLog.Added seen =
                activity.isEmpty() ? ActivityLog.Added.NONE : target.activity(owner, activity);
        if (!activityAgain.isEmpty()) target.activity(owner, activityAgain);
        Count followed =
                subscriptions.isEmpty() ? Count.NONE : target.subscriptions(owner, subscriptions);
        if (!skipped.isEmpty()) target.skipped(skipped);
        return new Counts(itemCount, said.plus(entries.added(), entries.known()), seen, followed);
    }
}
