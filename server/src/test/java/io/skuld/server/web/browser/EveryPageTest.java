package io.skuld.server.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.skuld.server.activity.Categories;
import io.skuld.server.activity.Watched;
import io.skuld.server.people.PersonId;
import io.skuld.server.web.browser.Visit.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every page can be read and used by everyone, on a phone and at a desk, by day and by night.
class EveryPageTest extends BrowserTest {
    private static final String AXE = axe();

    @BeforeAll
    void aDayAtTheComputer() {
        activity().add(PersonId.ME, null, Watched.aDay());
        activity().categorise(PersonId.ME, new Categories("Work: vim|idea\nWork > Mail: mutt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/welcome",
                "/welcome/rate",
                "/items/starter:film-stalker-1979",
                "/search?q=the",
                "/sources",
                "/sources/activity?to=2026-11-20T16:00:00Z&hours=6",
                "/sources/activity/categories",
                "/tasks",
                "/settings",
                "/settings/tokens",
                "/settings/export",
                "/help",
                "/help/keyboard",
                "/sign-in",
                "/no/such/page"
            })
    void isWithinEveryonesReach(String path) {
        for (Screen screen : Screen.values()) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (Visit visit = visit(screen, scheme)) {
                    Page page = visit.open(path);
                    if (!path.contains("no/such"))
                        assertThat(visit.complaints()).as(path).isEmpty();
                    assertThat(serious(page)).as("axe, %s, %s, %s", path, screen, scheme).isEmpty();
                    assertThat(widerThanTheScreen(page)).as("%s on a %s", path, screen).isFalse();
                    page.evaluate("document.documentElement.dir = 'rtl'");
                    assertThat(widerThanTheScreen(page))
                            .as("%s from right to left on a %s", path, screen)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void whoComesBackToTheFeedFindsItAsItWas() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/");
            int bars = page.locator("rating-bar .rating-track").count();
            assertThat(bars).isPositive();
            page.evaluate("document.querySelector('rating-bar').setAttribute('guess', '7.0')");
            page.locator(".card [data-open]").first().click();
            page.waitForURL("**/items/*");
            page.locator("#main h1").waitFor();
            page.goBack();
            page.locator("#cards").waitFor();
            assertThat(page.locator("rating-bar .rating-track").count()).isEqualTo(bars);
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void aLinkToAPartOfAnotherPageLeadsToThatPart() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/help?q=graph");
            page.locator(".results a[href^='/help/how-it-learns#']").last().click();
            page.waitForURL("**/help/how-it-learns#*");
            page.waitForFunction(
                    """
                    () => scrollY > 0 && Math.abs(document.getElementById(location.hash.slice(1)).getBoundingClientRect().top) < innerHeight
                    """);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> serious(Page page) {
        page.evaluate(AXE);
        return (List<String>)
                page.evaluate(
                        """
                        async () => (await axe.run(document, {resultTypes: ['violations']})).violations
                          .filter(found => found.impact === 'serious' || found.impact === 'critical')
                          .flatMap(found => found.nodes.map(node => `${found.id}: ${node.html} ${node.failureSummary}`))
                        """);
    }

    private static boolean widerThanTheScreen(Page page) {
        return (boolean)
                page.evaluate(
                        "document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    private static String axe() {
        String file = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
        try (InputStream in = EveryPageTest.class.getResourceAsStream(file)) {
            if (in == null) throw new IllegalStateException(file + " is missing");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
