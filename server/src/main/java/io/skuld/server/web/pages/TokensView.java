package io.skuld.server.web.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tokens of one person's programs.
///
/// @param scopes what a new token may be allowed to do
/// @param secret of a token that was made just now; shown this once
/// @param address of this server, for the example
/// @param feed address of the feed that the new token opens, or null
public record TokensView(
        Shell shell,
        List<Row> tokens,
        List<Choice> scopes,
        @Nullable String secret,
        String address,
        @Nullable String feed) {
    /// @param facts what it may do, when it was made and last used, in words
    public record Row(String id, String name, String facts) {}

    public TokensView {
        tokens = List.copyOf(tokens);
        scopes = List.copyOf(scopes);
    }
}
