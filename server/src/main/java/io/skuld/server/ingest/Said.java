package io.skuld.server.ingest;

import io.skuld.server.catalog.ItemId;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A signal as a file tells it.
///
/// @param who the person's id in the file, or null when the file is one person's
/// @param item the id under which the file's item was given to [ImportSink#item] before
/// @param at when it was said, or null when the file does not tell
/// @param key tells apart what a file counts but does not date, as the third of five plays; null when the time does
public record Said(
        @Nullable String who,
        ItemId item,
        Signal signal,
        @Nullable Instant at,
        Provenance provenance,
        Map<String, String> context,
        @Nullable String key) {
    public Said {
        context = Map.copyOf(context);
    }

    public Said(
            @Nullable String who,
            ItemId item,
            Signal signal,
            @Nullable Instant at,
            Provenance provenance,
            Map<String, String> context) {
        this(who, item, signal, at, provenance, context, null);
    }

    /// Of the one person whose file it is, brought along from another service.
    public static Said byOwner(ItemId item, Signal signal, @Nullable Instant at) {
        return new Said(null, item, signal, at, Provenance.IMPORT, Map.of());
    }

    /// Of one of the people in the file.
    public static Said by(String who, ItemId item, Signal signal, @Nullable Instant at) {
        return new Said(who, item, signal, at, Provenance.IMPORT, Map.of());
    }

    /// The owner's, one of several that only their number tells apart.
    ///
    /// @param at a time that stands for all of them, or null
    public static Said counted(ItemId item, Signal signal, @Nullable Instant at, long number) {
        return new Said(null, item, signal, at, Provenance.IMPORT, Map.of(), Long.toString(number));
    }
}
