package io.skuld.server.ingest;

import io.skuld.server.activity.ActivityEvent;
import io.skuld.server.activity.ActivityLog;
import io.skuld.server.activity.Categories;
import io.skuld.server.activity.PrivatePatterns;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.Described;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.ingest.ImportReport.Count;
import io.skuld.server.people.People;
import io.skuld.server.people.PersonId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where what was read goes, a batch at a time: into the database, or only past it.
sealed interface ImportTarget {
    Count items(List<Described> items);

    void people(Set<PersonId> people);

    /// About items and by people given before.
    Count signals(List<Feedback> signals);

    /// What this person was seen doing.
    ActivityLog.Added activity(PersonId person, List<ActivityEvent> events);

    /// What a person hides elsewhere and what they call it.
    void activityRules(PersonId person, Brought.ActivityRules rules);

    /// As [#signals], with what became of them elsewhere.
    Count moved(List<FeedbackLog.Moved> entries);

    /// An import made elsewhere that comes along.
    void run(ImportRun run, List<Skipped> lines);

    /// What a person is called elsewhere.
    void name(PersonId person, String name);

    /// What this person follows.
    Count subscriptions(PersonId person, List<Subscription> subscriptions);

    void skipped(List<Skipped> lines);

    /// Stores everything.
    ///
    /// @param community whether people who are new are those of a community
    record Store(
            String importId,
            boolean community,
            Catalog catalog,
            People knownPeople,
            FeedbackLog log,
            ActivityLog activityLog,
            Subscriptions followed,
            ImportHistory history)
            implements ImportTarget {
        @Override
        public Count items(List<Described> items) {
            Catalog.Added added = catalog.add(items);
            return new Count(added.added(), added.known());
        }

        @Override
        public void people(Set<PersonId> people) {
            if (community) knownPeople.ensureCommunity(people);
            else knownPeople.ensure(people);
        }

        @Override
        public Count signals(List<Feedback> signals) {
            FeedbackLog.Appended appended = log.append(signals);
            return new Count(appended.added(), appended.known());
        }

        @Override
        public ActivityLog.Added activity(PersonId person, List<ActivityEvent> events) {
            return activityLog.add(person, importId, events);
        }

        /// Rules that somebody wrote stay.
        @Override
        public void activityRules(PersonId person, Brought.ActivityRules rules) {
            if (activityLog.privatePatterns(person).equals(PrivatePatterns.DEFAULTS))
                activityLog.hide(person, rules.hidden());
            if (activityLog.categories(person).equals(Categories.NONE))
                activityLog.categorise(person, rules.categories());
        }

        @Override
        public Count moved(List<FeedbackLog.Moved> entries) {
            FeedbackLog.Appended appended = log.move(entries);
            return new Count(appended.added(), appended.known());
        }

        @Override
        public void run(ImportRun run, List<Skipped> lines) {
            Optional<ImportRun> known = history.find(run.id());
            if (known.isPresent() && known.get().within() == null) return; // it was made here
            history.save(run);
            if (known.isEmpty()) history.addSkipped(run.id(), lines);
        }

        /// A name that somebody gave stays.
        @Override
        public void name(PersonId person, String name) {
            boolean nameless =
                    knownPeople
                            .find(person)
                            .filter(known -> !known.name().equalsIgnoreCase(person.value()))
                            .isEmpty();
            if (nameless) knownPeople.save(person, name);
        }

        @Override
        public Count subscriptions(PersonId person, List<Subscription> subscriptions) {
            return followed.add(person, subscriptions, importId);
        }

        @Override
        public void skipped(List<Skipped> lines) {
            history.addSkipped(importId, lines);
        }
    }

    /// Changes nothing and counts what [Store] would.
    record Preview(
            Catalog catalog, FeedbackLog log, ActivityLog activityLog, Subscriptions followed)
            implements ImportTarget {
        @Override
        public Count items(List<Described> items) {
            Catalog.Added added = catalog.wouldAdd(items);
            return new Count(added.added(), added.known());
        }

        @Override
        public void people(Set<PersonId> people) {
            // A preview creates nobody.
        }

        @Override
        public Count signals(List<Feedback> signals) {
            Collection<String> ids = signals.stream().map(Feedback::id).toList();
            int known = log.known(ids).size();
            return new Count(signals.size() - known, known);
        }

        @Override
        public ActivityLog.Added activity(PersonId person, List<ActivityEvent> events) {
            return activityLog.wouldAdd(person, events);
        }

        @Override
        public void activityRules(PersonId person, Brought.ActivityRules rules) {
            // A preview changes no rules.
        }

        @Override
        public Count moved(List<FeedbackLog.Moved> entries) {
            return signals(entries.stream().map(FeedbackLog.Moved::feedback).toList());
        }

        @Override
        public void run(ImportRun run, List<Skipped> lines) {
            // A preview remembers nothing.
        }

        @Override
        public void name(PersonId person, String name) {
            // A preview renames nobody.
        }

        @Override
        public Count subscriptions(PersonId person, List<Subscription> subscriptions) {
            return followed.wouldAdd(person, subscriptions);
        }

        @Override
        public void skipped(List<Skipped> lines) {
            // Counted by the intake; the lines themselves are stored with a real import.
        }
    }
}
