package io.skuld.server.activity;

import io.skuld.server.activity.Timeline.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What watchers saw, put together as ActivityWatch's "canonical events" are: of each machine the windows in front while
/// someone was there, browser windows with the tab that was open, all named by the person's categories.
///
/// A tab that makes sound counts as someone being there: who watches a video touches nothing. A machine whose presence
/// nobody watches counts as attended. Where no window is watched, the editor speaks.
final class CanonicalEvents {
    /// Watchers look every few seconds; shorter gaps are no gaps.
    private static final long GAP_MILLIS = 5000;

    private final List<ActivityEvent> events;
    private final Categories.Rules rules;
    private final long from;
    private final long to;

    private CanonicalEvents(
            List<ActivityEvent> events, Categories.Rules rules, Instant from, Instant to) {
        this.events = events;
        this.rules = rules;
        this.from = from.toEpochMilli();
        this.to = to.toEpochMilli();
    }

    /// @param events all that overlap the time
    static Timeline timeline(
            List<ActivityEvent> events, Categories.Rules rules, Instant from, Instant to) {
        CanonicalEvents canonical = new CanonicalEvents(events, rules, from, to);
        List<Span> spans = new ArrayList<>();
        for (String machine : canonical.machines()) spans.addAll(canonical.of(machine));
        spans.sort(Comparator.comparing(Span::at).thenComparing(Span::machine));
        return new Timeline(from, to, spans);
    }

    private Set<String> machines() {
        Set<String> machines = new TreeSet<>();
        for (ActivityEvent event : events)
            if (isFront(event)) machines.add(event.bucket().machine());
        return machines;
    }

    private static boolean isFront(ActivityEvent event) {
        return switch (event.bucket().watcher()) {
            case WINDOW, EDITOR -> true;
            case AFK, WEB -> false;
        };
    }

    private List<Span> of(String machine) {
        List<Stretch<ActivityEvent>> fronts = flooded(is(Watcher.WINDOW, machine));
        if (fronts.isEmpty()) fronts = flooded(is(Watcher.EDITOR, machine));
        Map<String, List<Stretch<ActivityEvent>>> tabs = tabsByFamily(machine);
        List<Stretch<Seen>> seen = new ArrayList<>();
        for (Stretch<ActivityEvent> front : fronts)
            addSeen(front, tabs.getOrDefault(Browsers.family(front.what().app()), List.of()), seen);
        return spans(machine, Stretch.within(seen, attended(machine, seen)));
    }

    /// A window, and the tab in it.
    private record Seen(ActivityEvent window, ActivityEvent tab) {
        /// A window that shows no known tab is its own.
        boolean hasTab() {
            return tab != window;
        }
    }

    private static Predicate<ActivityEvent> is(Watcher watcher, String machine) {
        return event ->
                event.bucket().watcher() == watcher && event.bucket().machine().equals(machine);
    }

    private List<Stretch<ActivityEvent>> flooded(Predicate<ActivityEvent> which) {
        return Stretch.flooded(
                events.stream()
                        .filter(which)
                        .map(event ->
                                new Stretch<>(
                                        event.at().toEpochMilli(),
                                        event.end().toEpochMilli(),
                                        event))
                        .toList(),
                GAP_MILLIS);
    }

    /// Web watchers often do not know their machine; then they speak for any.
    private Map<String, List<Stretch<ActivityEvent>>> tabsByFamily(String machine) {
        Predicate<ActivityEvent> here = is(Watcher.WEB, machine).or(is(Watcher.WEB, ""));
        Map<String, List<Stretch<ActivityEvent>>> tabs = new HashMap<>();
        for (ActivityEvent event : events)
            if (here.test(event))
                tabs.computeIfAbsent(
                        Browsers.family(event.bucket().name()),
                        family ->
                                flooded(
                                        here.and(other ->
                                                Browsers.family(other.bucket().name())
                                                        .equals(family))));
        return tabs;
    }

    /// Cuts a window where its tab changes.
    ///
    /// @param tabs of its browser, by start, without overlaps
    private static void addSeen(
            Stretch<ActivityEvent> front,
            List<Stretch<ActivityEvent>> tabs,
            List<Stretch<Seen>> seen) {
        ActivityEvent window = front.what();
        Seen alone = new Seen(window, window);
        long done = front.start();
        for (Stretch<ActivityEvent> whole : tabs) {
            Stretch<ActivityEvent> tab = whole.clipped(front.start(), front.end());
            if (tab.end() <= tab.start()) continue;
            if (tab.start() > done) seen.add(new Stretch<>(done, tab.start(), alone));
            seen.add(new Stretch<>(tab.start(), tab.end(), new Seen(window, tab.what())));
            done = tab.end();
        }
        if (done < front.end()) seen.add(new Stretch<>(done, front.end(), alone));
    }

    /// When someone was there, within the asked time.
    private List<Stretch<Boolean>> attended(String machine, List<Stretch<Seen>> seen) {
        List<Stretch<ActivityEvent>> presence = flooded(is(Watcher.AFK, machine));
        List<Stretch<Boolean>> attended = new ArrayList<>();
        if (presence.isEmpty()) attended.add(new Stretch<>(from, to, true));
        for (Stretch<ActivityEvent> spell : presence)
            if (spell.what().title().equals(ActivityEvent.PRESENT))
                attended.add(new Stretch<>(spell.start(), spell.end(), true));
        for (Stretch<Seen> spell : seen)
            if (spell.what().hasTab() && spell.what().tab().audible())
                attended.add(new Stretch<>(spell.start(), spell.end(), true));
        return Stretch.flooded(attended, 0).stream()
                .map(spell -> spell.clipped(from, to))
                .filter(spell -> spell.end() > spell.start())
                .toList();
    }

    private List<Span> spans(String machine, List<Stretch<Seen>> seen) {
        List<Span> spans = new ArrayList<>();
        for (Stretch<Seen> stretch : seen) {
            Span span = span(machine, stretch);
            Span last = spans.isEmpty() ? span : spans.getLast();
            if (last != span && goesOn(last, span)) spans.set(spans.size() - 1, joined(last, span));
            else spans.add(span);
        }
        return spans;
    }

    private Span span(String machine, Stretch<Seen> stretch) {
        Instant at = Instant.ofEpochMilli(stretch.start());
        Duration length = Duration.ofMillis(stretch.end() - stretch.start());
        ActivityEvent window = stretch.what().window();
        ActivityEvent tab = stretch.what().tab();
        if (window.hidden() || tab.hidden())
            return new Span(at, length, machine, "", "", "", List.of(), true);
        String title = tab.title().isEmpty() ? window.title() : tab.title();
        return new Span(
                at,
                length,
                machine,
                window.app(),
                title,
                tab.url(),
                rules.of(window.app(), title, tab.url()),
                false);
    }

    private static boolean goesOn(Span last, Span next) {
        return last.end().equals(next.at())
                && last.app().equals(next.app())
                && last.title().equals(next.title())
                && last.url().equals(next.url())
                && last.hidden() == next.hidden();
    }

    private static Span joined(Span last, Span next) {
        return new Span(
                last.at(),
                last.length().plus(next.length()),
                last.machine(),
                last.app(),
                last.title(),
                last.url(),
                last.category(),
                last.hidden());
    }
}
