package io.skuld.server.web.pages;

import io.skuld.server.activity.Timeline;
import io.skuld.server.activity.Timeline.Span;
import io.skuld.server.web.pages.ActivityView.Block;
import io.skuld.server.web.pages.ActivityView.Lane;
import io.skuld.server.web.pages.ActivityView.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Draws a timeline: one lane for each machine, one colour for each of the widest categories that took the longest.
final class ActivityChart {
    private static final int COLOURS = 6;

    /// Gaps narrower than this part of the whole cannot be seen.
    private static final int FINEST = 600;

    private final Timeline timeline;
    private final Shell shell;
    private final Map<String, String> colours = new LinkedHashMap<>();

    ActivityChart(Timeline timeline, Shell shell) {
        this.timeline = timeline;
        this.shell = shell;
        for (var total : timeline.byCategory())
            if (!total.of().isEmpty() && colours.size() < COLOURS)
                colours.computeIfAbsent(
                        total.of().getFirst(), widest -> "colour-" + (colours.size() + 1));
    }

    /// The class that paints what is in this category.
    String colour(List<String> category) {
        return category.isEmpty()
                ? "colour-none"
                : colours.getOrDefault(category.getFirst(), "colour-other");
    }

    List<Lane> lanes() {
        Map<String, List<Span>> machines = new TreeMap<>();
        for (Span span : timeline.spans())
            machines.computeIfAbsent(span.machine(), machine -> new ArrayList<>()).add(span);
        List<Lane> lanes = new ArrayList<>();
        machines.forEach((machine, spans) -> lanes.add(new Lane(named(machine), blocks(spans))));
        return lanes;
    }

    String named(String machine) {
        return machine.isEmpty() ? shell.text().get("activity.machine.none") : machine;
    }

    /// Spans of one colour that can be told apart only in the table become one block.
    private List<Block> blocks(List<Span> spans) {
        Duration finest = Duration.between(timeline.from(), timeline.to()).dividedBy(FINEST);
        List<Block> blocks = new ArrayList<>();
        int first = 0;
        for (int at = 1; at <= spans.size(); at++) {
            boolean goesOn =
                    at < spans.size()
                            && colour(spans.get(at)).equals(colour(spans.get(first)))
                            && Duration.between(spans.get(at - 1).end(), spans.get(at).at())
                                            .compareTo(finest)
                                    < 0;
            if (goesOn) continue;
            blocks.add(block(spans.subList(first, at)));
            first = at;
        }
        return blocks;
    }

    private Block block(List<Span> spans) {
        Span first = spans.getFirst();
        Instant end = spans.getLast().end();
        String what =
                first.hidden()
                        ? shell.text().get("activity.hidden")
                        : first.category().isEmpty()
                                ? shell.text().get("activity.uncategorised")
                                : first.category().getFirst();
        return new Block(
                percent(first.at()),
                percent(Duration.between(first.at(), end)),
                colour(first),
                "%s–%s · %s"
                        .formatted(
                                shell.formats().time(first.at()), shell.formats().time(end), what));
    }

    private String colour(Span span) {
        return span.hidden() ? "colour-hidden" : colour(span.category());
    }

    /// Whole hours of the reader's clock, at most eight of them.
    List<Tick> ticks() {
        long hours = Duration.between(timeline.from(), timeline.to()).toHours();
        long step = Math.max(1, Math.ceilDiv(hours, 8));
        ZonedDateTime time =
                timeline.from().atZone(shell.formats().zone()).truncatedTo(ChronoUnit.HOURS);
        List<Tick> ticks = new ArrayList<>();
        for (; !time.toInstant().isAfter(timeline.to()); time = time.plusHours(1)) {
            if (time.toInstant().isBefore(timeline.from()) || time.getHour() % step != 0) continue;
            double share = share(Duration.between(timeline.from(), time.toInstant()));
            ticks.add(
                    new Tick(
                            percent(time.toInstant()),
                            share < 0.05 ? "start" : share > 0.95 ? "end" : "middle",
                            shell.formats().time(time.toInstant()),
                            ticks.size() % 2 == 1));
        }
        return ticks;
    }

    private String percent(Instant at) {
        return percent(Duration.between(timeline.from(), at));
    }

    private String percent(Duration length) {
        return String.format(Locale.ROOT, "%.3f%%", 100 * share(length));
    }

    private double share(Duration length) {
        return (double) length.toMillis()
                / Duration.between(timeline.from(), timeline.to()).toMillis();
    }
}
