package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Routes;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.outgoing.Trouble;
import io.skuld.server.ingest.sources.Following;
import io.skuld.server.ingest.sources.Source;
import io.skuld.server.ingest.sources.SourceRun;
import io.skuld.server.ingest.sources.Sources;
import io.skuld.server.people.PersonId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// `/sources/followed`: what a person follows, how the last reading of each went, and what can be done about it.
final class FollowedPages implements Routes {
    /// Shown before the rest is asked for.
    private static final int FIRST = 8;

    private static final int RUNS = 50;
    private static final List<Duration> RHYTHMS =
            List.of(
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(3),
                    Duration.ofHours(6),
                    Duration.ofHours(12),
                    Duration.ofDays(1),
                    Duration.ofDays(7));

    private final Pages pages;
    private final Following following;
    private final InstantSource clock;

    FollowedPages(Pages pages, Following following, InstantSource clock) {
        this.pages = pages;
        this.following = following;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(
                "/sources/followed",
                context ->
                        pages.part(
                                context,
                                "parts/followed.jte",
                                view(pages, following, context, clock.instant())));
        routes.post("/sources/followed", this::add);
        routes.post("/sources/followed/now", this::readAll);
        routes.get("/sources/followed/{id}", this::show);
        routes.post("/sources/followed/{id}/every", this::setEvery);
        routes.post("/sources/followed/{id}/{deed}", this::act);
    }

    private void add(Context context) {
        PersonId person = pages.writer(context);
        String address = context.formParam("address");
        Subscription subscription = Subscription.at(address == null ? "" : address, "");
        Sources.Added added = following.add(person, subscription, null);
        pages.toast(
                context,
                pages.text(context).get(added.added() ? "followed.added" : "followed.known"),
                null);
        answer(context);
    }

    private void readAll(Context context) {
        following.hurryAll(pages.writer(context));
        answer(context);
    }

    private void act(Context context) {
        Source source = writable(context);
        Messages text = pages.text(context);
        switch (context.pathParam("deed")) {
            case "pause" -> following.setState(source.id(), Source.State.PAUSED);
            case "resume", "restore" -> following.setState(source.id(), Source.State.ACTIVE);
            case "now" -> following.hurry(source.id());
            case "remove" -> {
                following.setState(source.id(), Source.State.REMOVED);
                pages.toast(
                        context,
                        text.get("followed.removed", "name", source.name()),
                        new Pages.Undo(
                                "/sources/followed/" + source.id() + "/restore", "", source.id()));
            }
            default ->
                    throw HttpProblem.notFound(
                            "A source can be read, paused, resumed or taken out.");
        }
        answer(context);
    }

    private void setEvery(Context context) {
        Source source = writable(context);
        String minutes = context.formParam("every");
        if (minutes == null || !minutes.matches("\\d{1,6}"))
            throw HttpProblem.badInput(
                    "'%s' is not a number of minutes. Nothing was changed.".formatted(minutes));
        following.setEvery(source.id(), Duration.ofMinutes(Long.parseLong(minutes)));
        pages.goTo(context, "/sources/followed/" + source.id());
    }

    private Source writable(Context context) {
        Source source = following.require(context.pathParam("id"));
        pages.access().writes(context, source.person().value());
        return source;
    }

    private void answer(Context context) {
        if (Pages.isExchange(context))
            pages.part(
                    context,
                    "parts/followed.jte",
                    view(pages, following, context, clock.instant()));
        else pages.goTo(context, "/sources");
    }

    private void show(Context context) {
        Source source = following.require(context.pathParam("id"));
        pages.access().reads(context, source.person().value());
        Shell shell = pages.shell(context);
        pages.page(
                context,
                "source.jte",
                new SourceView(
                        shell,
                        row(shell, source, clock.instant(), following.isAtWork(source.id())),
                        source.subscription().address(),
                        rhythms(shell, source.every()),
                        following.runs(source.id(), RUNS).stream()
                                .map(run -> run(shell, source, run))
                                .toList()));
    }

    private static SourceView.Run run(Shell shell, Source source, SourceRun run) {
        return new SourceView.Run(
                shell.formats().moment(run.started()),
                seconds(shell, Duration.between(run.started(), run.finished())),
                result(shell, source, run),
                trouble(shell.text(), run));
    }

    private static String seconds(Shell shell, Duration took) {
        return shell.text()
                .get("unit.seconds", "n", shell.formats().rating(took.toMillis() / 1000.0));
    }

    private static List<Choice> rhythms(Shell shell, Duration every) {
        TreeSet<Duration> all = new TreeSet<>(RHYTHMS);
        all.add(every);
        return all.stream()
                .map(rhythm ->
                        new Choice(
                                Long.toString(rhythm.toMinutes()),
                                shell.formats().length(rhythm),
                                "",
                                rhythm.equals(every)))
                .toList();
    }

    /// The list: those that fail first, then those being read, then by name.
    static FollowedView view(Pages pages, Following following, Context context, Instant now) {
        Shell shell = pages.shell(context);
        boolean all = "all".equals(context.queryParam("followed"));
        List<Source> sources = new ArrayList<>(following.of(pages.reader(context)));
        sources.sort(
                Comparator.comparing((Source source) -> source.failures() == 0)
                        .thenComparing(source -> !following.isAtWork(source.id())));
        long failing = sources.stream().filter(source -> source.failures() > 0).count();
        List<FollowedView.Row> rows =
                sources.stream()
                        .limit(all ? Long.MAX_VALUE : FIRST)
                        .map(source -> row(shell, source, now, following.isAtWork(source.id())))
                        .toList();
        return new FollowedView(
                shell,
                rows,
                counted(shell.text(), sources.size(), failing),
                sources.size() - rows.size(),
                all);
    }

    private static String counted(Messages text, int all, long failing) {
        if (all == 0) return "";
        String sources = text.count("followed.count", all);
        return failing == 0 ? sources : sources + " · " + text.count("followed.failing", failing);
    }

    static FollowedView.Row row(Shell shell, Source source, Instant now, Following following) {
        return row(shell, source, now, following.isAtWork(source.id()));
    }

    private static FollowedView.Row row(Shell shell, Source source, Instant now, boolean running) {
        Messages text = shell.text();
        SourceRun last = source.last();
        boolean paused = source.state() == Source.State.PAUSED;
        String result =
                last == null
                        ? text.get("followed.not-yet")
                        : result(shell, source, last)
                                + " · "
                                + shell.formats().ago(last.finished(), now);
        return new FollowedView.Row(
                source.id(),
                source.name(),
                text.get("followed.kind." + source.subscription().kind().label()),
                host(source.subscription().address()),
                running ? text.get("followed.reading") : result,
                last == null ? null : trouble(text, last),
                paused ? text.get("followed.paused") : next(shell, source, now),
                running,
                paused);
    }

    private static String next(Shell shell, Source source, Instant now) {
        Duration left = Duration.between(now, source.nextRun());
        return left.isNegative()
                ? ""
                : shell.text()
                        .get("followed.next", "time", shell.formats().length(left.plusMinutes(1)));
    }

    static String result(Shell shell, Source source, SourceRun run) {
        Messages text = shell.text();
        boolean activity = source.subscription().kind() == Subscription.Kind.ACTIVITY;
        return switch (run.outcome()) {
            case FAILED -> text.get("followed.failed");
            case UNCHANGED -> text.get("followed.unchanged");
            case READ ->
                    text.count(activity ? "followed.moments" : "followed.new", run.added())
                            + withdrawn(text, run);
        };
    }

    /// What was liked there once and is no more.
    private static String withdrawn(Messages text, SourceRun run) {
        return run.withdrawn() == 0
                ? ""
                : " · " + text.count("followed.withdrawn", run.withdrawn());
    }

    private static @Nullable String trouble(Messages text, SourceRun run) {
        Trouble trouble = run.trouble();
        if (trouble == null) return null;
        String words = text.get("trouble." + trouble.label());
        return run.detail().isEmpty() ? words : "%s (%s)".formatted(words, run.detail());
    }

    private static String host(String address) {
        return String.valueOf(URI.create(address).getHost()).replaceFirst("^www\\.", "");
    }
}
