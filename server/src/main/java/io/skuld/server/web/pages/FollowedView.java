package io.skuld.server.web.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person follows, as a list of which the rest may be asked for.
///
/// @param counted how many there are and how many of them fail, in words; empty when there are none
/// @param more how many are not shown
/// @param all true when all are asked for
public record FollowedView(Shell shell, List<Row> rows, String counted, int more, boolean all) {
    /// One source.
    ///
    /// @param host where it is read
    /// @param result what the last reading brought, in words
    /// @param trouble why the last reading failed, in words, or null
    /// @param next when it is read next, in words; empty when it is not
    public record Row(
            String id,
            String title,
            String kind,
            String host,
            String result,
            @Nullable String trouble,
            String next,
            boolean running,
            boolean paused) {}

    public FollowedView {
        rows = List.copyOf(rows);
    }
}
