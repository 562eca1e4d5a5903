package io.skuld.server.web.pages;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What comes in: the formats that are understood, and the imports that were made.
///
/// @param followed what the reader follows
/// @param account the reader's own account
/// @param hosts where Skuld connected to since its start, in words; null for who may not see what others follow
/// @param reasons why a line is left out, in the words of the program and of the reader, as JSON for the preview
public record SourcesView(
        Shell shell,
        FollowedView followed,
        AccountView account,
        @Nullable List<String> hosts,
        List<Format> formats,
        String reasons,
        List<Row> imports) {
    public record Format(String id, String name, String text) {}

    /// One import.
    ///
    /// @param person whose it is, in words; empty for many
    /// @param brought what it brought, in words
    /// @param reasons what was left out and why, in words
    /// @param task how far it is, or null when it does not run
    /// @param skipped address of the list of all lines left out, or null when there are none
    public record Row(
            String id,
            String file,
            String format,
            String status,
            String when,
            String person,
            String brought,
            List<String> reasons,
            String message,
            TasksView.@Nullable Row task,
            @Nullable String skipped,
            boolean undoable) {
        public Row {
            reasons = List.copyOf(reasons);
        }
    }

    /// All of them in one line.
    public String formatNames() {
        return formats.stream().map(Format::name).collect(Collectors.joining(" · "));
    }

    public SourcesView {
        hosts = hosts == null ? null : List.copyOf(hosts);
        formats = List.copyOf(formats);
        imports = List.copyOf(imports);
    }
}
