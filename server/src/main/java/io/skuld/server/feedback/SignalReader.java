package io.skuld.server.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.http.Fields;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.people.PersonId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the signals that programs send.
final class SignalReader {
    private static final Set<String> FIELDS =
            Set.of("person", "item", "type", "value", "at", "zone", "context", "provenance", "id");

    private final FeedbackSettings settings;
    private final Instant now;
    private final Function<@Nullable String, PersonId> people;
    private final @Nullable String idempotencyKey;

    /// @param people the person a signal names, or null for the caller, if they may be written for
    /// @param idempotencyKey makes ids for signals without one, the same ones each time; or null
    SignalReader(
            FeedbackSettings settings,
            Instant now,
            Function<@Nullable String, PersonId> people,
            @Nullable String idempotencyKey) {
        this.settings = settings;
        this.now = now;
        this.people = people;
        this.idempotencyKey = idempotencyKey;
    }

    /// @param place among the signals of the request
    Feedback read(JsonNode node, int place) {
        String where = "signals[%d]".formatted(place);
        Fields fields = Fields.of(node, where, FIELDS);
        PersonId person = people.apply(fields.text("person", 64));
        Signal signal = signal(fields, where);
        ZoneId zone = fields.zone("zone");
        return new Feedback(
                id(fields, person, place),
                person,
                ItemId.parse(fields.requiredText("item", 500)),
                signal,
                at(fields, where),
                zone == null ? ZoneId.systemDefault() : zone,
                provenance(fields, signal),
                null,
                context(fields));
    }

    private static Signal signal(Fields fields, String where) {
        String type = fields.requiredWord("type", Signal.TYPES);
        Double value = fields.number("value");
        try {
            Signal signal = Signal.of(type, value);
            if (value != null && signal.number() == null)
                throw new IllegalArgumentException(
                        "A signal of type '%s' takes no value".formatted(type));
            return signal;
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badInput(
                    "%s: %s. Nothing was stored.".formatted(where, e.getMessage()));
        }
    }

    private Instant at(Fields fields, String where) {
        Instant at = fields.instant("at");
        if (at == null) return now;
        if (at.isAfter(now.plus(settings.clockTolerance())) || at.isBefore(Instant.EPOCH))
            throw HttpProblem.badInput(
                    "%s: 'at' is %s, but it is now %s. Nothing was stored; correct the clock, or leave 'at' out for now."
                            .formatted(where, at, now));
        return at;
    }

    private static Provenance provenance(Fields fields, Signal signal) {
        String given = fields.text("provenance", 16);
        if (given != null) return Provenance.of(given);
        return switch (signal) {
            case Signal.Played p -> Provenance.IMPLICIT;
            case Signal.Skipped s -> Provenance.IMPLICIT;
            case Signal.Rated r -> Provenance.HUMAN;
            case Signal.Liked l -> Provenance.HUMAN;
            case Signal.Disliked d -> Provenance.HUMAN;
            case Signal.Dismissed d -> Provenance.HUMAN;
            case Signal.NotNow n -> Provenance.HUMAN;
            case Signal.GoodTiming g -> Provenance.HUMAN;
            case Signal.Labelled l -> Provenance.HUMAN;
            case Signal.Removed r -> Provenance.HUMAN;
        };
    }

    private static Map<String, String> context(Fields fields) {
        return fields.facts("context", 20, 500);
    }

    private String id(Fields fields, PersonId person, int place) {
        String given = fields.text("id", 128);
        if (given != null && !given.isBlank()) return given;
        if (idempotencyKey == null) return UUID.randomUUID().toString();
        return "key-" + digest(person + "\n" + idempotencyKey + "\n" + place);
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
