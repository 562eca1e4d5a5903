package io.skuld.server.ingest.sources;

import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.outgoing.Validators;
import io.skuld.server.people.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A subscription of one person and how it goes.
///
/// @param every its rhythm
/// @param nextRun when it is read next
/// @param validators what its host gave along with the last answer
/// @param failures how often in a row it could not be read
/// @param last how the last reading went, or null before the first
/// @param importId the import that brought it, or null
public record Source(
        String id,
        PersonId person,
        Subscription subscription,
        State state,
        Duration every,
        Instant nextRun,
        Validators validators,
        int failures,
        @Nullable SourceRun last,
        @Nullable String importId,
        Instant created) {
    public enum State {
        ACTIVE,
        PAUSED,
        /// Taken out, and for a day still there to be taken back in.
        REMOVED;

        /// The name in the API and the database.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /// Its title, or its address as long as it has none.
    public String name() {
        return subscription.title().isEmpty() ? subscription.address() : subscription.title();
    }
}
