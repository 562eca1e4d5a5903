package io.skuld.server.web.pages;

import org.jspecify.annotations.Nullable;

/// @param holds how much there is to take along, in words
/// @param task the task that writes it, or null
/// @param ready size and time of what can be fetched, in words, or null
/// @param failure why the last one failed; empty when it did not
/// @param administers whether the reader may delete people
public record ExportView(
        Shell shell,
        String holds,
        TasksView.@Nullable Row task,
        @Nullable String ready,
        String failure,
        boolean administers) {}
