package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.activity.Activity;
import io.skuld.server.activity.ActivityLog;
import io.skuld.server.activity.ActivityLog.Holding;
import io.skuld.server.activity.Categories;
import io.skuld.server.activity.PrivatePatterns;
import io.skuld.server.activity.Timeline;
import io.skuld.server.activity.Timeline.Span;
import io.skuld.server.activity.Timeline.Total;
import io.skuld.server.http.Caller;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Query;
import io.skuld.server.http.Routes;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.sources.Following;
import io.skuld.server.people.PersonId;
import io.skuld.server.web.pages.ActivityView.Row;
import io.skuld.server.web.pages.ActivityView.Share;
import io.skuld.server.web.pages.ActivityView.Source;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.ValueRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `/sources/activity`: what Skuld sees of a person's computers, where it is used, what is hidden, and how it is deleted.
final class ActivityPages implements Routes {
    private static final String PATH = "/sources/activity";
    private static final List<Integer> HOURS = List.of(6, 24);
    private static final ValueRange YEARS = ValueRange.of(1900, 9999);
    private static final int SHARES = 8;
    private static final int LISTED = 150;

    private final Pages pages;
    private final ActivityLog log;
    private final Following following;
    private final Activity activity;
    private final InstantSource clock;

    ActivityPages(Pages pages, ActivityLog log, Following following, InstantSource clock) {
        this.pages = pages;
        this.log = log;
        this.following = following;
        this.activity = new Activity(log);
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(PATH, context -> pages.page(context, "activity.jte", view(context)));
        routes.post(PATH + "/private", this::hide);
        routes.post(PATH + "/delete", this::delete);
        routes.post(PATH + "/connect", this::connect);
    }

    /// An address in the private network may be named only by those who run this Skuld.
    private void connect(Context context) {
        pages.access().administers(context);
        PersonId person = pages.writer(context);
        following.connectActivityWatch(person, field(context, "address"));
        pages.toast(context, pages.text(context).get("activity.live.connected"), null);
        answer(context);
    }

    private void hide(Context context) {
        PersonId person = pages.writer(context);
        int hidden = log.hide(person, new PrivatePatterns(field(context, "patterns")));
        pages.toast(context, pages.text(context).count("activity.private.saved", hidden), null);
        answer(context);
    }

    private void delete(Context context) {
        PersonId person = pages.writer(context);
        if (!field(context, "sure").equals("yes"))
            throw HttpProblem.badInput(
                    "Tick the box to confirm: what is deleted does not come back. Nothing was deleted.");
        int deleted;
        if (field(context, "all").equals("yes")) deleted = log.deleteAll(person);
        else {
            ZoneId zone = zone(field(context, "zone"));
            Instant from = instant(field(context, "from"), zone);
            Instant to = instant(field(context, "to"), zone);
            if (!from.isBefore(to))
                throw HttpProblem.badInput(
                        "The time to delete ends before it begins. Nothing was deleted; correct one of the two.");
            deleted = log.delete(person, from, to);
        }
        pages.toast(context, pages.text(context).count("activity.deleted", deleted), null);
        answer(context);
    }

    private void answer(Context context) {
        context.header("HX-Push-Url", PATH);
        if (Pages.isExchange(context)) pages.page(context, "activity.jte", view(context));
        else pages.goTo(context, PATH);
    }

    private ActivityView view(Context context) {
        PersonId person = pages.reader(context);
        Shell shell = pages.shell(context);
        boolean asked = context.method() == io.javalin.http.HandlerType.GET;
        Query query = asked ? Query.of(context, "to", "hours") : null;
        int hours =
                query == null ? HOURS.getFirst() : query.whole("hours", HOURS.getFirst(), 1, 48);
        List<Holding> holdings = log.holdings(person);
        Instant now = clock.instant();
        Instant newest = newest(holdings, now);
        String to = query == null ? null : query.text("to");
        Instant end = to == null ? newest : instant(to, ZoneOffset.UTC);
        return view(shell, person, holdings, end, hours, newest, live(context, shell, person));
    }

    private ActivityView.Live live(Context context, Shell shell, PersonId person) {
        List<io.skuld.server.ingest.sources.Source> connected =
                following.of(person).stream()
                        .filter(source ->
                                source.subscription().kind() == Subscription.Kind.ACTIVITY)
                        .toList();
        boolean may = pages.access().caller(context).may(Caller.Scope.ADMIN);
        List<String> free = new ArrayList<>(may ? following.activityAddresses() : List.of());
        connected.forEach(source -> free.remove(source.subscription().address()));
        return new ActivityView.Live(
                connected.stream()
                        .map(source -> FollowedPages.row(shell, source, clock.instant(), following))
                        .toList(),
                free);
    }

    /// Now, unless nothing was seen in the hours that are shown first: then where the last activity ended.
    private static Instant newest(List<Holding> holdings, Instant now) {
        Instant last =
                holdings.stream().map(Holding::last).max(Comparator.naturalOrder()).orElse(now);
        boolean stale = last.isBefore(now.minus(Duration.ofHours(HOURS.getFirst())));
        return (stale ? last : now).plus(Duration.ofMinutes(1)).truncatedTo(ChronoUnit.MINUTES);
    }

    private ActivityView view(
            Shell shell,
            PersonId person,
            List<Holding> holdings,
            Instant end,
            int hours,
            Instant newest,
            ActivityView.Live live) {
        Timeline timeline = activity.before(person, end, Duration.ofHours(hours));
        Formats formats = shell.formats();
        ActivityChart chart = new ActivityChart(timeline, shell);
        String range = formats.moment(timeline.from()) + " – " + formats.moment(end);
        boolean empty = timeline.spans().isEmpty();
        return new ActivityView(
                shell,
                range,
                HOURS.stream().map(choice -> hours(shell, end, choice, hours)).toList(),
                address(timeline.from(), hours),
                end.isBefore(newest) ? address(end.plus(Duration.ofHours(hours)), hours) : null,
                empty ? "" : formats.length(timeline.active()),
                timeline.hidden().isZero() ? "" : formats.length(timeline.hidden()),
                empty
                        ? ""
                        : shell.text()
                                .get("activity.chart", "time", formats.length(timeline.active())),
                chart.lanes(),
                chart.ticks(),
                categories(shell, chart, timeline),
                apps(shell, timeline),
                spans(shell, timeline),
                more(shell, timeline),
                holdings.stream().map(holding -> source(shell, chart, holding)).toList(),
                log.privatePatterns(person).text(),
                live,
                local(timeline.from(), formats.zone()),
                local(end, formats.zone()),
                formats.zone().getId());
    }

    private static Choice hours(Shell shell, Instant end, int choice, int chosen) {
        return new Choice(
                address(end, choice),
                shell.formats().length(Duration.ofHours(choice)),
                "",
                choice == chosen);
    }

    private static String address(Instant to, int hours) {
        return "%s?to=%s&hours=%d".formatted(PATH, Pages.encode(to.toString()), hours);
    }

    private static List<Share> categories(Shell shell, ActivityChart chart, Timeline timeline) {
        return shares(
                shell,
                timeline.byCategory(),
                category ->
                        category.isEmpty()
                                ? shell.text().get("activity.uncategorised")
                                : String.join(Categories.INSIDE, category),
                chart::colour);
    }

    private static List<Share> apps(Shell shell, Timeline timeline) {
        return shares(
                shell,
                timeline.byApp(),
                app -> app.isEmpty() ? shell.text().get("activity.app.none") : app,
                app -> "colour-other");
    }

    static <T> List<Share> shares(
            Shell shell,
            List<Total<T>> totals,
            java.util.function.Function<T, String> name,
            java.util.function.Function<T, String> colour) {
        List<Share> shares = new ArrayList<>();
        for (Total<T> total : totals.subList(0, Math.min(SHARES, totals.size())))
            shares.add(
                    new Share(
                            name.apply(total.of()),
                            shell.formats().length(total.length()),
                            String.format(
                                    Locale.ROOT,
                                    "%.1f%%",
                                    100.0
                                            * total.length().toMillis()
                                            / Math.max(1, totals.getFirst().length().toMillis())),
                            colour.apply(total.of())));
        return shares;
    }

    /// The longest, in the order they happened.
    private static List<Row> spans(Shell shell, Timeline timeline) {
        return timeline.spans().stream()
                .sorted(Comparator.comparing(Span::length).reversed())
                .limit(LISTED)
                .sorted(Comparator.comparing(Span::at))
                .map(span -> row(shell, span))
                .toList();
    }

    private static Row row(Shell shell, Span span) {
        String hidden = shell.text().get("activity.hidden");
        return new Row(
                shell.formats().time(span.at()),
                shell.formats().length(span.length()),
                span.hidden() ? hidden : span.app(),
                span.title(),
                span.host(),
                String.join(Categories.INSIDE, span.category()));
    }

    private static String more(Shell shell, Timeline timeline) {
        int more = timeline.spans().size() - LISTED;
        return more <= 0 ? "" : shell.text().count("activity.more", more);
    }

    private static Source source(Shell shell, ActivityChart chart, Holding holding) {
        Formats formats = shell.formats();
        return new Source(
                chart.named(holding.bucket().machine()),
                holding.bucket().name(),
                shell.text().get("activity.watcher." + holding.bucket().watcher().label()),
                formats.whole(holding.events()),
                holding.hidden() == 0 ? "" : formats.whole(holding.hidden()),
                formats.date(holding.first()) + " – " + formats.date(holding.last()));
    }

    private static String local(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private static String field(Context context, String name) {
        String value = context.formParam(name);
        return value == null ? "" : value;
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw HttpProblem.badInput(
                    "There is no time zone '%s'. Nothing was changed; load the page again."
                            .formatted(name));
        }
    }

    private static Instant instant(@Nullable String text, ZoneId zone) {
        try {
            String given = text == null ? "" : text;
            LocalDateTime time =
                    given.endsWith("Z")
                            ? LocalDateTime.ofInstant(Instant.parse(given), zone)
                            : LocalDateTime.parse(given);
            if (YEARS.isValidIntValue(time.getYear())) return time.atZone(zone).toInstant();
            throw new DateTimeException("Nobody had a computer in " + time.getYear());
        } catch (DateTimeException e) {
            throw HttpProblem.badInput(
                    "'%s' is no date and time. Nothing was changed; write it as 2026-11-21T18:30."
                            .formatted(text));
        }
    }
}
