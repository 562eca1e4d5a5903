package io.skuld.server.web.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One source with its history.
public record SourceView(
        Shell shell, FollowedView.Row row, String address, List<Choice> rhythms, List<Run> runs) {
    /// One reading.
    ///
    /// @param trouble why it failed, in words, or null
    public record Run(String when, String took, String result, @Nullable String trouble) {}

    public SourceView {
        rhythms = List.copyOf(rhythms);
        runs = List.copyOf(runs);
    }
}
