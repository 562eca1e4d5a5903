package io.skuld.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// People, looks and a password. The password comes last: from then on everyone signs in.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HouseholdTest extends BrowserTest {
    @Test
    @Order(1)
    void aPersonIsAddedAndSwitchedTo() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/settings");
            page.locator("#new-person").fill("Anna");
            page.locator("form[action='/people'] button").click();
            assertThat(page.locator(".people li")).hasCount(2);
            assertThat(page.locator(".side .who button[name=person]")).hasCount(2);
            page.locator(".side .who summary").click();
            page.locator(".side .who button[name=person][value=anna]").click();
            assertThat(page.locator(".side .who-name")).hasText("Anna");
        }
    }

    @Test
    @Order(2)
    void themeAndLanguageStayInTheBrowser() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/settings");
            page.locator("#theme").selectOption("dark");
            page.locator("#language").selectOption("de");
            page.locator("form[action='/settings/look'].panel button").click();
            assertThat(page.locator("html")).hasAttribute("lang", "de");
            visit.open("/");
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
            assertThat(page.locator("h1")).hasText("Heute Abend");
        }
    }

    @Test
    @Order(3)
    void withAPasswordOneSignsInAndEverythingWorksAsBefore() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/settings");
            page.locator("#new-password").fill("a long enough secret");
            page.locator("#again").fill("a long enough secret");
            page.locator("form[action='/settings/password'] button").click();
            assertThat(page.locator("#password")).isVisible();
            page.locator("#password").fill("wrong");
            page.locator("main form button").click();
            assertThat(page.locator("[data-problem]")).isVisible();
            visit.open("/tasks"); // leads to signing in
            page.locator("#password").fill("a long enough secret");
            page.locator("main form button").click();
            assertThat(page.locator("h1")).hasText("Tonight");
            page.locator(".card button[value=liked]").first().click();
            page.waitForCondition(() -> said().size() == 1);
        }
    }
}
