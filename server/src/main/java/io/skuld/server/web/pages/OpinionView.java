package io.skuld.server.web.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the reader stands on one item: their rating, why it is expected, and everything they said.
///
/// @param guess the expected rating with its uncertainty in words, or null
public record OpinionView(
        Shell shell,
        CardView card,
        @Nullable String guess,
        List<CauseView> causes,
        List<Said> signals) {
    /// @param text what they said
    /// @param when how long ago, and `moment` exactly
    /// @param from where it comes from, as `by you` or `imported`
    public record Said(String id, String text, String when, String moment, String from) {}

    public OpinionView {
        causes = List.copyOf(causes);
        signals = List.copyOf(signals);
    }
}
