package io.skuld.server.web.pages;

/// One card by itself, as it is after the reader said something.
///
/// @param said how many things they said in all, for the progress of the set-up
/// @param wanted how many make a good start
public record RateCardView(Shell shell, CardView card, int said, int wanted) {}
