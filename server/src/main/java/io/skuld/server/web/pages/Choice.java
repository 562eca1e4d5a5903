package io.skuld.server.web.pages;

/// One of several values to choose from.
///
/// @param hint a sentence about it; may be empty
public record Choice(String value, String text, String hint, boolean chosen) {}
