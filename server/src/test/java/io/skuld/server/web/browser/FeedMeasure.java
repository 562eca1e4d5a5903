package io.skuld.server.web.browser;

import com.microsoft.playwright.Page;
import java.util.Map;

/// What the browser itself measures about the feed.
///
/// @param bytes sent over the wire for everything but pictures of items
/// @param pictures bytes of the pictures
/// @param contentAfter milliseconds until the largest part of the screen was painted (Largest Contentful Paint)
/// @param shift how much moved after it was painted (Cumulative Layout Shift)
record FeedMeasure(long bytes, long pictures, double contentAfter, double shift) {
    private static final String OBSERVE =
            """
            window.measured = {lcp: 0, cls: 0};
            new PerformanceObserver(list => { for (const entry of list.getEntries()) measured.lcp = entry.startTime; })
              .observe({type: 'largest-contentful-paint', buffered: true});
            new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) measured.cls += entry.value; })
              .observe({type: 'layout-shift', buffered: true});
            """;
    private static final String READ =
            """
            () => {
              const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
              const sum = entries => entries.reduce((total, entry) => total + entry.transferSize, 0);
              const art = all.filter(entry => entry.name.includes('/art/'));
              return {bytes: sum(all) - sum(art), art: sum(art), lcp: measured.lcp, cls: measured.cls};
            }
            """;

    static FeedMeasure of(Visit visit) {
        Page page = visit.page();
        page.addInitScript(OBSERVE);
        visit.open("/");
        page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
        Map<?, ?> read = (Map<?, ?>) page.evaluate(READ);
        return new FeedMeasure(
                number(read, "bytes").longValue(),
                number(read, "art").longValue(),
                number(read, "lcp").doubleValue(),
                number(read, "cls").doubleValue());
    }

    private static Number number(Map<?, ?> read, String name) {
        if (read.get(name) instanceof Number number) return number;
        throw new IllegalStateException("The browser measured no " + name);
    }
}
