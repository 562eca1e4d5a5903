package io.skuld.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.skuld.server.activity.Watched.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.skuld.server.activity.ActivityEvent;
import io.skuld.server.activity.Categories;
import io.skuld.server.activity.PrivatePatterns;
import io.skuld.server.activity.Watched;
import io.skuld.server.ingest.activitywatch.FakeActivityWatch;
import io.skuld.server.people.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActivityPageTest extends BrowserTest {
    private static final String THE_DAY = "/sources/activity?to=2026-11-20T16:00:00Z&hours=6";

    private final FakeActivityWatch host = new FakeActivityWatch();

    @Override
    Map<String, String> settings() {
        return Map.of("activity.addresses", host.address());
    }

    @AfterAll
    void stopHost() {
        host.close();
    }

    @Test
    void readsAnActivityWatchAsItHappens() {
        activity().deleteAll(PersonId.ME);
        Instant recently = Instant.now().minusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        host.bucket("aw-watcher-window_desk", "currentwindow", "desk", recently);
        host.event(
                "aw-watcher-window_desk",
                recently,
                Duration.ofMinutes(20),
                Map.of("app", "blender", "title", "a teapot"));
        try (Visit visit = atADesk()) {
            Page page = visit.open("/sources/activity");
            page.getByText("Connect " + host.address()).click();
            assertThat(page.locator(".toast")).containsText("Connected");
            visit.open("/sources");
            assertThat(page.locator("#followed")).containsText("one new moment");
            visit.open("/sources/activity");
            assertThat(page.locator("svg.lanes .machine")).hasText("desk");
            assertThat(page.locator("#by-app + *")).containsText("blender");
            assertThat(page.locator("[data-source]")).containsText("one new moment");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @BeforeEach
    void aDay() {
        activity().deleteAll(PersonId.ME);
        activity().hide(PersonId.ME, PrivatePatterns.DEFAULTS);
        activity().categorise(PersonId.ME, new Categories("Work: vim|idea"));
        activity().add(PersonId.ME, null, Watched.aDay());
    }

    private List<ActivityEvent> kept() {
        return activity().between(PersonId.ME, at("00:00"), at("23:59"));
    }

    @Test
    void drawsTheHoursAndSaysThemAsATable() {
        try (Visit visit = atADesk()) {
            Page page = visit.open(THE_DAY);
            assertThat(page.locator("svg.lanes .machine")).hasText(new String[] {"laptop", "pc"});
            assertThat(page.locator("svg.lanes rect.colour-1")).not().hasCount(0);
            page.locator("summary", new Page.LocatorOptions().setHasText("as a table")).click();
            assertThat(page.locator("td").getByText("poster.xcf")).isVisible();
            assertThat(page.locator("#by-category")).isVisible();
            assertThat(page.locator("main")).containsText("Nowhere yet.");
            page.getByText("Earlier").click();
            assertThat(page.locator("main")).containsText("Nobody was at a computer");
            page.getByText("Later").click();
            assertThat(page.locator("svg.lanes")).isVisible();
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void takesTheWordsOutOfWhatBecomesPrivate() {
        try (Visit visit = atADesk()) {
            Page page = visit.open(THE_DAY);
            page.locator("#patterns").fill("poster\n(");
            page.locator("form:has(#patterns) button").click();
            assertThat(page.locator(".toast")).containsText("Line 2, '('");
            assertThat(page.locator("#patterns")).hasValue("poster\n(");
            page.locator("#patterns").fill("poster");
            page.locator("form:has(#patterns) button").click();
            assertThat(page.locator(".toast").last()).containsText("lost its words");
            assertThat(kept()).noneMatch(event -> event.title().contains("poster"));
            assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/sources/activity$"));
        }
    }

    @Test
    void deletesATimeAndThenEverything() {
        try (Visit visit = atADesk()) {
            Page page = visit.open(THE_DAY);
            page.locator("#from").fill("2026-11-20T13:00");
            page.locator("#to").fill("2026-11-20T16:00");
            page.locator("[name=zone]").evaluate("input => input.value = 'Z'");
            page.locator("[name=sure]").check();
            page.locator("button.danger").click();
            assertThat(page.locator(".toast")).containsText("deleted");
            assertThat(kept()).isNotEmpty().noneMatch(event -> event.at().isAfter(at("13:01")));
            page.locator("[name=all]").check();
            page.locator("[name=sure]").check();
            page.locator("button.danger").click();
            assertThat(page.locator("main")).containsText("Nothing yet.");
            assertThat(kept()).isEmpty();
        }
    }

    @Test
    void triesRulesBeforeTheyAreSaved() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/sources/activity/categories");
            assertThat(page.locator("#rules")).hasValue("Work: vim|idea");
            page.locator("#rules").fill("Art > Pictures: gimp\nNever: such-a-thing");
            page.getByText("Try it").click();
            assertThat(page.locator("main")).containsText("not saved yet");
            assertThat(page.locator("tr").nth(1)).containsText("1 h 53 min");
            assertThat(page.locator("tr").nth(1)).containsText("poster.xcf");
            assertThat(page.locator("tr").nth(2)).containsText("nothing");
            assertThat(activity().categories(PersonId.ME).text()).isEqualTo("Work: vim|idea");
            page.locator("button[value=save]").click();
            assertThat(page.locator(".toast")).containsText("saved");
            assertThat(activity().categories(PersonId.ME).text()).contains("Art > Pictures: gimp");
        }
    }

    @Test
    void turnsActivityWatchsOwnCategoriesIntoRules() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/sources/activity/categories");
            page.locator("#rules")
                    .fill(
                            "{\"categories\":[{\"id\":0,\"name\":[\"Work\",\"Pictures\"],\"rule\":{\"type\":\"regex\",\"regex\":\"gimp\",\"ignore_case\":true}}]}");
            page.getByText("Try it").click();
            assertThat(page.locator("#rules")).hasValue("Work > Pictures: gimp\n");
        }
    }
}
