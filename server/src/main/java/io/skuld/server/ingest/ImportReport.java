package io.skuld.server.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

    /// What `--json` prints: these five, and the two that only some files have.
    ///
    /// @param activity missing when there is none
    /// @param sources missing when there are none
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Summary(
            String format,
            Count items,
            Count signals,
            @Nullable Count activity,
            @Nullable Count sources,
            long skipped,
            Map<String, Long> reasons) {}

    public ImportReport {
        activity = activity == null ? Count.NONE : activity; // not told by earlier versions
        sources = sources == null ? Count.NONE : sources;
        reasons = java.util.Collections.unmodifiableMap(new TreeMap<>(reasons));
        notes = List.copyOf(notes);
        samples = List.copyOf(samples);
    }

    public Summary summary() {
        return new Summary(
                format,
                items,
                signals,
                activity.equals(Count.NONE) ? null : activity,
                sources.equals(Count.NONE) ? null : sources,
                skipped,
                reasons);
    }
}
