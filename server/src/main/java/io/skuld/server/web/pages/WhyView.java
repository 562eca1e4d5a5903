package io.skuld.server.web.pages;

import java.util.List;

/// Why one item is where it is.
public record WhyView(Shell shell, CardView card, List<CauseView> causes) {
    public WhyView {
        causes = List.copyOf(causes);
    }
}
