package io.skuld.server.web.pages;

import io.skuld.server.web.pages.ActivityView.Share;
import java.util.List;

/// The person's names for what they do, and what the rules would match.
///
/// @param rules as the person wrote them
/// @param range the time the preview is about, in words; empty when nothing was seen
/// @param saved whether these are the rules in force
public record CategoriesView(
        Shell shell,
        String rules,
        boolean saved,
        String range,
        List<Share> categories,
        List<Match> matches,
        List<Share> rest) {
    /// What one rule decides.
    ///
    /// @param examples apps and titles it matched the longest
    public record Match(String category, String pattern, String length, List<String> examples) {
        public Match {
            examples = List.copyOf(examples);
        }
    }

    public CategoriesView {
        categories = List.copyOf(categories);
        matches = List.copyOf(matches);
        rest = List.copyOf(rest);
    }
}
