package io.skuld.server.web.pages;

import java.util.List;

/// The set-up after the first start.
///
/// @param step 1 to 3
/// @param cards to be rated; empty on the other steps
/// @param nextRound names another sample
/// @param rated how many the reader has rated, up to `wanted`
public record WelcomeView(
        Shell shell,
        int step,
        List<Choice> languages,
        String historyArt,
        String starterArt,
        List<CardView> cards,
        int rated,
        int wanted,
        int nextRound) {
    public WelcomeView {
        languages = List.copyOf(languages);
        cards = List.copyOf(cards);
    }
}
