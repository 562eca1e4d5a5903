package io.skuld.server.feedback;

import io.skuld.server.catalog.ItemId;
import io.skuld.server.people.PersonId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One entry of the log: who said what about which item, when, and how we know.
///
/// @param id names the entry for good and makes it idempotent: the same id twice is stored once
/// @param at the instant it was said, kept to the millisecond
/// @param zone the zone of the person at that instant
/// @param importId the import that brought it, or null
/// @param context what was going on, by name: `mode`, `feed`, `app`; empty when not known
public record Feedback(
        String id,
        PersonId person,
        ItemId item,
        Signal signal,
        Instant at,
        ZoneId zone,
        Provenance provenance,
        @Nullable String importId,
        Map<String, String> context) {
    public Feedback {
        if (id.isBlank() || id.length() > 128)
            throw new IllegalArgumentException(
                    "A signal's id has 1 to 128 characters, got " + id.length());
        context = Map.copyOf(context);
        at = Instant.ofEpochMilli(at.toEpochMilli());
    }

    /// Whether both are of one person, about one item, and mean the same; their times may differ.
    boolean saysTheSame(Feedback other) {
        return person.equals(other.person)
                && item.equals(other.item)
                && signal.equals(other.signal);
    }

    /// The same about another name of the item.
    public Feedback withItem(ItemId name) {
        return new Feedback(id, person, name, signal, at, zone, provenance, importId, context);
    }
}
