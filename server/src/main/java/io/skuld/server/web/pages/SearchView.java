package io.skuld.server.web.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A search and what it found.
///
/// @param count how many, in words; empty before anything was asked
/// @param more address of the next results, or null
public record SearchView(
        Shell shell,
        String query,
        List<Choice> kinds,
        String count,
        List<CardView> results,
        @Nullable String more,
        boolean asked,
        String emptyArt) {
    public SearchView {
        kinds = List.copyOf(kinds);
        results = List.copyOf(results);
    }
}
