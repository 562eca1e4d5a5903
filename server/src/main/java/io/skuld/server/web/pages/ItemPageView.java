package io.skuld.server.web.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything about one item.
///
/// @param play id of a video that can be played here, or null
/// @param location where it can be seen elsewhere, or null; `host` names that place
/// @param facts names and values, in the order of interest
/// @param form the facts as the form for corrections holds them
public record ItemPageView(
        Shell shell,
        CardView card,
        String description,
        List<String> words,
        @Nullable String play,
        @Nullable String location,
        String host,
        List<Fact> facts,
        OpinionView opinion,
        List<CardView> similar,
        Form form) {
    public record Fact(String name, String value) {}

    /// @param minutes running time; empty when not known
    public record Form(
            String title,
            String creator,
            String year,
            String minutes,
            List<Choice> kinds,
            String genres,
            String tags,
            String language,
            String description,
            String location) {}

    public ItemPageView {
        words = List.copyOf(words);
        facts = List.copyOf(facts);
        similar = List.copyOf(similar);
    }
}
