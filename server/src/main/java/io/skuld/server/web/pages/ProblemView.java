package io.skuld.server.web.pages;

/// Something went wrong, in the words of the one place that words it.
public record ProblemView(Shell shell, int status, String title, String detail, String art) {}
