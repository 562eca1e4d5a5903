package io.skuld.server.web.pages;

import io.skuld.server.web.guide.Guide;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The guide: one page of it, or what a search found.
///
/// @param page null on the keyboard page and for a search
/// @param query what was searched for; empty for none
public record HelpView(
        Shell shell,
        List<Guide.Page> pages,
        Guide.@Nullable Page page,
        String title,
        boolean keyboard,
        String query,
        List<Guide.Hit> hits) {
    public HelpView {
        pages = List.copyOf(pages);
        hits = List.copyOf(hits);
    }
}
