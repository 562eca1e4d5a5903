package io.skuld.server.ingest.sources;

import io.skuld.server.catalog.Described;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.ingest.ImportReport.Count;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.outgoing.Validators;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one reading of a source found out.
///
/// @param unchanged nothing is new since the last time
/// @param title what the source calls itself; empty when it does not say
/// @param address where it is to be read from now on, or null when it stays
/// @param validators for the next time
/// @param freshFor for how long the host says that this holds
/// @param signals what the person said there about these items
/// @param withdrawn ids of signals that came from there and are no longer said there
/// @param follows what the person follows there
/// @param left entries that are no items
/// @param fault why reading stopped before the end, or empty
/// @param kept what the reader has put away itself, besides the items
public record Reading(
        boolean unchanged,
        String title,
        @Nullable String address,
        Validators validators,
        Duration freshFor,
        List<Described> items,
        List<Feedback> signals,
        List<String> withdrawn,
        List<Subscription> follows,
        int left,
        String fault,
        Count kept) {
    /// Of items alone.
    Reading(
            boolean unchanged,
            String title,
            @Nullable String address,
            Validators validators,
            Duration freshFor,
            List<Described> items,
            int left,
            String fault) {
        this(
                unchanged,
                title,
                address,
                validators,
                freshFor,
                items,
                List.of(),
                List.of(),
                List.of(),
                left,
                fault,
                Count.NONE);
    }

    public Reading {
        items = List.copyOf(items);
        signals = List.copyOf(signals);
        withdrawn = List.copyOf(withdrawn);
        follows = List.copyOf(follows);
    }

    static Reading unchanged(@Nullable String address, Validators validators, Duration freshFor) {
        return new Reading(true, "", address, validators, freshFor, List.of(), 0, "");
    }

    /// Of an account.
    public static Reading of(
            Validators validators,
            List<Described> items,
            List<Feedback> signals,
            List<String> withdrawn,
            List<Subscription> follows) {
        return new Reading(
                false,
                "",
                null,
                validators,
                Duration.ZERO,
                items,
                signals,
                withdrawn,
                follows,
                0,
                "",
                Count.NONE);
    }

    /// Of a source whose reader keeps what it reads.
    static Reading kept(Count kept, int left) {
        return new Reading(
                kept.added() == 0,
                "",
                null,
                Validators.NONE,
                Duration.ZERO,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                left,
                "",
                kept);
    }

    /// Of a source that could not be read: all stays as it was.
    static Reading nothing(Source source) {
        return unchanged(null, source.validators(), Duration.ZERO);
    }
}
