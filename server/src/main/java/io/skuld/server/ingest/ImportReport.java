package io.skuld.server.ingest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an import brought, or, as a preview, would bring.
///
/// @param activity what watchers saw at the person's computers
/// @param sources what the person follows
/// @param people how many people the signals are of
/// @param skipped lines left out
/// @param reasons how many lines for each reason, in words
/// @param notes what was found out about the file, as the scale of its ratings
/// @param samples the first of what goes in, in words
public record ImportReport(
        String format,
        Count items,
        Count signals,
        Count activity,
        Count sources,
        long people,
        long skipped,
        Map<String, Long> reasons,
        List<String> notes,
        List<String> samples) {
    /// @param added new
    /// @param known there already
    public record Count(long added, long known) {
        public static final Count NONE = new Count(0, 0);

        Count plus(long moreAdded, long moreKnown) {
            return new Count(added + moreAdded, known + moreKnown);
        }
    }

    /// What `--json` prints: these five and no more.
    public record Summary(
            String format, Count items, Count signals, long skipped, Map<String, Long> reasons) {}

    public ImportReport {
        activity = activity == null ? Count.NONE : activity; // not told by earlier versions
        sources = sources == null ? Count.NONE : sources;
        reasons = java.util.Collections.unmodifiableMap(new TreeMap<>(reasons));
        notes = List.copyOf(notes);
        samples = List.copyOf(samples);
    }

    public Summary summary() {
        return new Summary(format, items, signals, skipped, reasons);
    }
}
