package io.skuld.server.web.pages;

import java.util.List;

/// A person was deleted, and what of theirs goes on elsewhere.
///
/// @param left what and how to end it, in words
public record DeletedView(Shell shell, String name, List<String> left) {
    public DeletedView {
        left = List.copyOf(left);
    }
}
