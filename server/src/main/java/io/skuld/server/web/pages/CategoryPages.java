package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.activity.Activity;
import io.skuld.server.activity.ActivityLog;
import io.skuld.server.activity.ActivityLog.Holding;
import io.skuld.server.activity.Categories;
import io.skuld.server.activity.Categories.Rule;
import io.skuld.server.activity.Timeline;
import io.skuld.server.activity.Timeline.Span;
import io.skuld.server.activity.Timeline.Total;
import io.skuld.server.http.Routes;
import io.skuld.server.people.PersonId;
import io.skuld.server.web.pages.CategoriesView.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `/sources/activity/categories`: the person's own rules, tried on their last week before they are saved.
final class CategoryPages implements Routes {
    private static final String PATH = "/sources/activity/categories";
    private static final Duration TRIED_ON = Duration.ofDays(7);
    private static final int EXAMPLES = 3;

    private final Pages pages;
    private final ActivityLog log;
    private final Activity activity;

    CategoryPages(Pages pages, ActivityLog log) {
        this.pages = pages;
        this.log = log;
        this.activity = new Activity(log);
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(PATH, this::show);
        routes.post(PATH, this::change);
    }

    private void show(Context context) {
        answer(context, log.categories(pages.reader(context)), true);
    }

    private void change(Context context) {
        PersonId person = pages.writer(context);
        String typed = context.formParam("rules");
        Categories categories = Categories.typed(typed == null ? "" : typed);
        boolean save = "save".equals(context.formParam("do"));
        if (save) {
            log.categorise(person, categories);
            pages.toast(context, pages.text(context).get("categories.saved"), null);
        }
        answer(context, categories, save || categories.equals(log.categories(person)));
    }

    private void answer(Context context, Categories categories, boolean saved) {
        Shell shell = pages.shell(context);
        PersonId person = pages.reader(context);
        Instant last =
                log.holdings(person).stream()
                        .map(Holding::last)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH);
        Timeline week = activity.before(person, last, TRIED_ON, categories);
        pages.page(context, "categories.jte", view(shell, categories, saved, week));
    }

    private static CategoriesView view(
            Shell shell, Categories categories, boolean saved, Timeline week) {
        ActivityChart chart = new ActivityChart(week, shell);
        Formats formats = shell.formats();
        return new CategoriesView(
                shell,
                categories.text(),
                saved,
                week.spans().isEmpty()
                        ? ""
                        : formats.date(week.from()) + " – " + formats.date(week.to()),
                ActivityPages.shares(
                        shell,
                        week.byCategory(),
                        path ->
                                path.isEmpty()
                                        ? shell.text().get("activity.uncategorised")
                                        : String.join(Categories.INSIDE, path),
                        chart::colour),
                matches(shell, categories, week),
                ActivityPages.shares(shell, unnamed(week), name -> name, name -> "colour-none"));
    }

    /// What each rule decides, in the order of the rules; one that decides nothing too.
    private static List<Match> matches(Shell shell, Categories categories, Timeline week) {
        Categories.Rules rules = categories.rules();
        Map<Rule, Map<String, Duration>> decided = new LinkedHashMap<>();
        for (Rule rule : rules.all()) decided.put(rule, new LinkedHashMap<>());
        for (Span span : week.spans())
            if (!span.hidden())
                rules.deciding(span.app(), span.title(), span.url())
                        .ifPresent(rule ->
                                decided.computeIfAbsent(rule, none -> new LinkedHashMap<>())
                                        .merge(name(span), span.length(), Duration::plus));
        List<Match> matches = new ArrayList<>();
        decided.forEach((rule, examples) -> matches.add(match(shell, rule, examples)));
        return matches;
    }

    private static Match match(Shell shell, Rule rule, Map<String, Duration> examples) {
        Duration all = examples.values().stream().reduce(Duration.ZERO, Duration::plus);
        return new Match(
                String.join(Categories.INSIDE, rule.path()),
                rule.pattern().pattern(),
                all.isZero() ? "" : shell.formats().length(all),
                longest(examples).stream().limit(EXAMPLES).map(Total::of).toList());
    }

    private static List<Total<String>> unnamed(Timeline week) {
        Map<String, Duration> names = new LinkedHashMap<>();
        for (Span span : week.spans())
            if (!span.hidden() && span.category().isEmpty())
                names.merge(name(span), span.length(), Duration::plus);
        return longest(names);
    }

    private static List<Total<String>> longest(Map<String, Duration> names) {
        return names.entrySet().stream()
                .map(entry -> new Total<>(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing((Total<String> total) -> total.length()).reversed())
                .toList();
    }

    private static String name(Span span) {
        String what = span.url().isEmpty() ? span.title() : span.host() + " · " + span.title();
        return what.isEmpty() ? span.app() : span.app() + " · " + what;
    }
}
