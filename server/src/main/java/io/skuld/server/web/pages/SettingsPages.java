package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.Settings;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.http.Caller;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Routes;
import io.skuld.server.http.SqlCredentials;
import io.skuld.server.learning.GraphSettings;
import io.skuld.server.learning.GraphTuning;
import io.skuld.server.learning.GraphVersions;
import io.skuld.server.people.People;
import io.skuld.server.people.Person;
import io.skuld.server.people.PersonId;
import io.skuld.server.settings.SettingsReader;
import io.skuld.server.settings.SettingsReader.Effective;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `/settings`: language and theme of this browser, the people of the household, and every setting of the program with what
/// it does and where its value came from.
final class SettingsPages implements Routes {
    private static final List<String> THEMES = List.of("system", "light", "dark");

    private final Pages pages;
    private final People people;
    private final FeedbackLog log;
    private final SqlCredentials credentials;
    private final Settings settings;
    private final GraphTuning graph;

    SettingsPages(
            Pages pages,
            People people,
            FeedbackLog log,
            SqlCredentials credentials,
            Settings settings,
            GraphTuning graph) {
        this.pages = pages;
        this.people = people;
        this.log = log;
        this.credentials = credentials;
        this.settings = settings;
        this.graph = graph;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/settings", context -> pages.page(context, "settings.jte", view(context)));
        routes.post("/settings/look", this::look);
        routes.post("/settings/password", this::setPassword);
        routes.post("/settings/graph/{version}", this::activateGraph);
        routes.post("/person", this::switchTo);
        routes.post("/people", this::add);
        routes.post("/people/{person}/name", this::rename);
        routes.post("/people/{person}/delete", this::delete);
        routes.get(
                "/sign-in",
                context -> pages.page(context, "sign-in.jte", pages.shellForStranger(context)));
    }

    private void look(Context context) {
        String theme = context.formParam("theme");
        if (theme != null && THEMES.contains(theme))
            pages.remember(context, Pages.THEME_COOKIE, theme);
        String language = context.formParam("language");
        if (language != null && Messages.LANGUAGES.containsKey(language))
            pages.remember(context, Pages.LANGUAGE_COOKIE, language);
        context.redirect(cameFrom(context), io.javalin.http.HttpStatus.SEE_OTHER);
    }

    /// The page of ours that the reader looked at.
    private static String cameFrom(Context context) {
        String referer = context.header("Referer");
        if (referer == null) return "/settings";
        try {
            java.net.URI uri = java.net.URI.create(referer);
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            boolean ours =
                    uri.getRawPath() != null
                            && uri.getRawPath().startsWith("/")
                            && !uri.getRawPath().startsWith("//");
            return ours ? uri.getRawPath() + query : "/settings";
        } catch (IllegalArgumentException e) {
            return "/settings";
        }
    }

    private void switchTo(Context context) {
        Person person = known(field(context, "person"));
        pages.access().writes(context, person.id().value());
        pages.access().choosePerson(context, person.id());
        context.redirect("/", io.javalin.http.HttpStatus.SEE_OTHER);
    }

    private void add(Context context) {
        pages.access().administers(context);
        String name = name(context);
        people.save(freeId(name), name);
        pages.startAnew(context, "/settings#people");
    }

    private void rename(Context context) {
        pages.access().administers(context);
        people.save(known(context.pathParam("person")).id(), name(context));
        pages.startAnew(context, "/settings#people");
    }

    private void delete(Context context) {
        pages.access().administers(context);
        Person person = known(context.pathParam("person"));
        if (person.id().equals(PersonId.ME))
            throw HttpProblem.badInput(
                    "The first person cannot be deleted. Nothing was changed; rename them instead.");
        if (!field(context, "confirm").equals(person.name()))
            throw HttpProblem.badInput(
                    "The name that was typed is not '%s'. Nothing was deleted; type it exactly to confirm."
                            .formatted(person.name()));
        List<String> left = people.delete(person.id());
        Shell shell = pages.shell(context);
        if (left.isEmpty()) pages.startAnew(context, "/settings#people");
        else {
            context.header("HX-Push-Url", "/settings");
            pages.page(
                    context,
                    "deleted.jte",
                    new DeletedView(
                            shell,
                            person.name(),
                            left.stream()
                                    .map(what -> shell.text().get("deleted.left." + what))
                                    .toList()));
        }
    }

    private void activateGraph(Context context) {
        pages.access().administers(context);
        graph.activate(context.pathParam("version"));
        pages.goTo(context, "/settings#graph");
    }

    private void setPassword(Context context) {
        PersonId person = pages.secured(context);
        String password = typed(context, "password");
        if (!password.equals(typed(context, "again")))
            throw HttpProblem.badInput(
                    "The two passwords differ. Nothing was changed; type both again.");
        credentials.setPassword(person, password);
        pages.goTo(context, "/sign-in");
    }

    private SettingsView view(Context context) {
        pages.reader(context);
        Shell shell = pages.shell(context);
        boolean administers = pages.access().caller(context).may(Caller.Scope.ADMIN);
        return new SettingsView(
                shell,
                languages(shell.text()),
                themes(shell),
                administers ? members(shell) : List.of(),
                administers ? community(shell.text()) : "",
                administers ? versions(shell) : List.of(),
                administers ? groups(shell.text()) : List.of(),
                administers ? settings.home().toString() : "",
                administers,
                credentials.anyPassword());
    }

    private static List<Choice> languages(Messages text) {
        List<Choice> languages = new ArrayList<>();
        for (Map.Entry<String, String> language : Messages.LANGUAGES.entrySet())
            languages.add(
                    new Choice(
                            language.getKey(),
                            language.getValue(),
                            "",
                            language.getKey().equals(text.language())));
        return languages;
    }

    private static List<Choice> themes(Shell shell) {
        return THEMES.stream()
                .map(theme ->
                        new Choice(
                                theme,
                                shell.text().get("theme." + theme),
                                "",
                                theme.equals(shell.theme())))
                .toList();
    }

    /// People who came with a file of many are told of, but not listed.
    private List<SettingsView.Member> members(Shell shell) {
        return people.all().stream()
                .filter(person -> !person.community())
                .map(person ->
                        new SettingsView.Member(
                                person,
                                shell.text().count("settings.said", log.count(person.id())),
                                !person.id().equals(PersonId.ME)))
                .toList();
    }

    private String community(Messages text) {
        long strangers = people.all().stream().filter(Person::community).count();
        return strangers == 0 ? "" : text.count("settings.community", strangers);
    }

    private List<SettingsView.GraphVersion> versions(Shell shell) {
        int live = graph.live().number();
        List<SettingsView.GraphVersion> versions = new ArrayList<>();
        for (GraphVersions.Kept kept : graph.versions())
            versions.add(
                    new SettingsView.GraphVersion(
                            GraphVersions.nameOf(kept.number()),
                            kept.number() == live,
                            shell.text()
                                    .get(
                                            "settings.graph.found",
                                            Map.of(
                                                    "when",
                                                    shell.formats().moment(kept.at()),
                                                    "gain",
                                                    shell.formats().gain(kept.gain()),
                                                    "low",
                                                    shell.formats().gain(kept.ci95().low()),
                                                    "high",
                                                    shell.formats().gain(kept.ci95().high()),
                                                    "opinions",
                                                    shell.formats().whole(kept.opinions()))),
                            kept.settings() == null ? Map.of() : kept.settings().toMap(),
                            kept.problem() == null
                                    ? ""
                                    : shell.text().get("settings.graph.unusable")));
        versions.add(
                new SettingsView.GraphVersion(
                        GraphVersions.nameOf(GraphVersions.SHIPPED),
                        live == GraphVersions.SHIPPED,
                        shell.text().get("settings.graph.shipped"),
                        GraphSettings.DEFAULTS.toMap(),
                        ""));
        return versions;
    }

    private List<SettingsView.Group> groups(Messages text) {
        Map<String, List<SettingsView.Setting>> groups = new LinkedHashMap<>();
        for (Effective effective : settings.effective())
            groups.computeIfAbsent(
                            effective.key().substring(0, effective.key().indexOf('.')),
                            feature -> new ArrayList<>())
                    .add(setting(text, effective));
        List<SettingsView.Group> views = new ArrayList<>();
        groups.forEach((feature, rows) -> {
            String key = "settings.group." + feature;
            views.add(
                    new SettingsView.Group(
                            text.has(key) ? text.get(key) : feature, counted(text, rows), rows));
        });
        return views;
    }

    private static String counted(Messages text, List<SettingsView.Setting> settings) {
        long changed = settings.stream().filter(SettingsView.Setting::changed).count();
        String all = text.count("settings.count", settings.size());
        return changed == 0 ? all : all + " · " + text.count("settings.changed", changed);
    }

    private static SettingsView.Setting setting(Messages text, Effective effective) {
        String key = "setting." + effective.key();
        return new SettingsView.Setting(
                effective.key(),
                text.has(key) ? text.get(key) : "",
                shown(text, effective.value(), effective.secret()),
                shown(text, effective.defaultValue(), effective.secret()),
                text.get(
                        "source."
                                + effective
                                        .source()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-')),
                SettingsReader.environmentName(effective.key()),
                effective.source() != SettingsReader.Source.DEFAULT);
    }

    private static String shown(Messages text, String value, boolean secret) {
        if (value.isEmpty()) return text.get("settings.empty");
        return secret ? text.get("settings.secret") : value;
    }

    private Person known(String id) {
        return people.find(new PersonId(id))
                .orElseThrow(() ->
                        HttpProblem.notFound(
                                "There is nobody with the id '%s'. Nothing was changed."
                                        .formatted(id)));
    }

    /// A short id made of the name, with a number when it is taken: `Zoë B.` becomes `zoe-b`.
    private PersonId freeId(String name) {
        String plain =
                Normalizer.normalize(name, Normalizer.Form.NFD)
                        .replaceAll("\\p{M}+", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        String base = plain.isEmpty() ? "person" : plain.substring(0, Math.min(40, plain.length()));
        PersonId id = new PersonId(base);
        for (int n = 2; people.find(id).isPresent(); n++) id = new PersonId(base + "-" + n);
        return id;
    }

    private static String name(Context context) {
        String name = field(context, "name");
        if (name.length() > Person.LONGEST_NAME)
            throw HttpProblem.badInput(
                    "A name has at most %d characters, not %,d. Nothing was changed; shorten it and try again."
                            .formatted(Person.LONGEST_NAME, name.length()));
        return name;
    }

    private static String field(Context context, String name) {
        return typed(context, name).strip();
    }

    /// With the blanks around it, which belong to a password.
    private static String typed(Context context, String name) {
        String value = context.formParam(name);
        if (value == null || value.isBlank())
            throw HttpProblem.badInput(
                    "The field '%s' is empty. Nothing was changed; fill it in and try again."
                            .formatted(name));
        return value;
    }
}
