package io.skuld.server.web.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.skuld.server.http.Access;
import io.skuld.server.http.Caller;
import io.skuld.server.http.Json;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.people.People;
import io.skuld.server.people.Person;
import io.skuld.server.people.PersonId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What all pages share: who looks, in which language and theme, and how a template becomes an answer.
public final class Pages {
    static final String THEME_COOKIE = "skuld_theme";
    static final String LANGUAGE_COOKIE = "skuld_language";

    private static final String ZONE_HEADER = "X-Time-Zone";
    private static final Set<String> THEMES = Set.of("light", "dark");

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(
                    null, ContentType.Html, null, "io.skuld.server.web.templates");
    private final Access access;
    private final People people;
    private final Function<Context, String> csrf;
    private final Function<PersonId, Set<Subscription.Kind>> followed;
    private final Assets assets;

    /// @param followed what kinds of things a person follows
    /// @param csrf the token that the forms of this request's page carry; empty when none is needed
    public Pages(
            Access access,
            People people,
            Function<PersonId, Set<Subscription.Kind>> followed,
            Function<Context, String> csrf,
            Assets assets) {
        this.access = access;
        this.people = people;
        this.followed = followed;
        this.csrf = csrf;
        this.assets = assets;
    }

    /// Whose page it is, when they may read.
    PersonId reader(Context context) {
        return existing(access.reads(context, null));
    }

    /// Whose page it is, when they may change it.
    PersonId writer(Context context) {
        return existing(access.writes(context, null));
    }

    /// Whose password this request may set.
    PersonId secured(Context context) {
        return existing(access.secures(context, null));
    }

    /// Whether what belongs to this person, or to the household when null, is for whoever asks to see.
    Predicate<@Nullable String> visible(Context context) {
        if (access.caller(context).may(Caller.Scope.ADMIN)) return person -> true;
        return reader(context).value()::equals;
    }

    Access access() {
        return access;
    }

    Shell shell(Context context) {
        boolean signedIn = access.caller(context).person() != null;
        return shell(context, person(reader(context)), others(context), signedIn);
    }

    /// The shell for someone who is not known yet, as on the page to sign in.
    Shell shellForStranger(Context context) {
        Person nobody = new Person(PersonId.ME, "Skuld", Instant.EPOCH);
        return shell(context, nobody, List.of(), false);
    }

    Messages text(Context context) {
        return Messages.choose(context.cookie(LANGUAGE_COOKIE), context.header("Accept-Language"));
    }

    /// Where the reader is, as far as their browser says; else where Skuld runs.
    ZoneId zone(Context context) {
        String named = context.header(ZONE_HEADER);
        if (named == null) return ZoneId.systemDefault();
        try {
            return ZoneId.of(named);
        } catch (DateTimeException unknown) {
            return ZoneId.systemDefault();
        }
    }

    /// Answers with a whole page. A reader who came from another page gets only what is inside of the shell exchanged, so
    /// that what plays goes on.
    void page(Context context, String template, Object view) {
        if (isBoosted(context))
            context.header("HX-Retarget", "#main")
                    .header("HX-Reselect", "#main")
                    .header("HX-Reswap", "outerHTML show:window:top");
        part(context, template, view);
    }

    /// Answers with a piece of a page.
    void part(Context context, String template, Object view) {
        StringOutput output = new StringOutput(16_384);
        engine.render(template, view, output);
        context.header("Cache-Control", "no-store")
                .header("Vary", "HX-Request")
                .html(output.toString());
    }

    /// Adds a short note that the page shows when the answer arrives.
    ///
    /// @param undo the address that takes it back, or null when that is not possible
    void toast(Context context, String text, @Nullable Undo undo) {
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("text", text);
        if (undo != null) note.put("undo", undo);
        context.header("HX-Trigger", ascii(Map.of("toast", note)));
    }

    /// How a note is taken back: a call with these values, whose answer replaces the item's card or panel.
    record Undo(String path, String signal, String item) {}

    /// Goes on to another page, whether asked by a script or by a plain form.
    void goTo(Context context, String path) {
        if (isExchange(context) && !isBoosted(context))
            context.header("HX-Location", path).status(204);
        else context.redirect(path, io.javalin.http.HttpStatus.SEE_OTHER);
    }

    /// As [#goTo], for a change of what is around every page: that is drawn anew, too.
    void startAnew(Context context, String path) {
        if (isExchange(context)) context.header("HX-Refresh", "true").status(204);
        else context.redirect(path, io.javalin.http.HttpStatus.SEE_OTHER);
    }

    /// Keeps a choice in this browser for a year.
    void remember(Context context, String cookie, String value) {
        context.cookie(
                new Cookie(
                        cookie,
                        value,
                        "/",
                        (int) Duration.ofDays(365).toSeconds(),
                        false,
                        true,
                        null,
                        SameSite.LAX));
    }

    /// Did a script of ours ask, for a piece of a page?
    static boolean isExchange(Context context) {
        return "true".equals(context.header("HX-Request"));
    }

    private static boolean isBoosted(Context context) {
        return "true".equals(context.header("HX-Boosted"));
    }

    private Shell shell(Context context, Person person, List<Person> others, boolean signedIn) {
        Messages text = text(context);
        String theme = context.cookie(THEME_COOKIE);
        return new Shell(
                text,
                new Formats(text, zone(context)),
                theme != null && THEMES.contains(theme) ? theme : "system",
                person,
                others,
                csrf.apply(context),
                context.path(),
                signedIn,
                followed.apply(person.id()),
                assets);
    }

    /// People of a community have no feed to switch to.
    private List<Person> others(Context context) {
        return access.caller(context).may(Caller.Scope.ADMIN)
                ? people.all().stream().filter(person -> !person.community()).toList()
                : List.of();
    }

    /// What the pages call somebody.
    String name(PersonId id) {
        return person(id).name();
    }

    private Person person(PersonId id) {
        return people.find(id).orElseGet(() -> new Person(id, id.value(), Instant.EPOCH));
    }

    /// A person who was deleted in the meantime is nobody's page: back to the first.
    private PersonId existing(PersonId id) {
        return people.find(id).isPresent() ? id : PersonId.ME;
    }

    /// Headers hold only ASCII.
    private static String ascii(Object value) {
        try {
            return Json.mapper()
                    .writer()
                    .with(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII)
                    .writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new IllegalArgumentException("This note cannot be written as JSON", e);
        }
    }

    static String encode(String value) {
        return java.net.URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
