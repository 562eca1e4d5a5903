package io.skuld.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Signal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a person does on the first evening, by pointer and by keyboard alone.
class FirstEveningTest extends BrowserTest {
    @BeforeEach
    void anewEachTime() {
        forgetEverything();
    }

    @Test
    void theSetUpLeadsFromTheFirstStartToAFeedOfOnesOwn() {
        try (Visit visit = firstVisit()) {
            Page page = visit.open("/");
            assertThat(page.locator("h1")).hasText("Welcome to Skuld");
            page.getByText("Start from the catalogue").click();
            assertThat(page.locator("h1")).hasText("Which of these do you know?");
            for (int n = 0; n < 3; n++) clickAt(page.locator("rating-bar").nth(n), .9);
            assertThat(page.locator("#welcome-progress i.done")).hasCount(3);
            page.locator(".sticky-foot .main").click();
            assertThat(page.locator("h1")).hasText("Tonight");
            assertThat(page.locator(".card .guess")).not().hasCount(0);
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void ratingByPointerTeachesTheFeedAndUndoTakesItBack() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/");
            Locator bar = page.locator(".card rating-bar").first();
            clickAt(bar, .5);
            assertThat(page.locator(".toast")).containsText("Rated");
            assertThat(said()).hasSize(1);
            assertThat(rating()).isBetween(4.8, 5.2);
            page.locator(".toast button").click();
            page.waitForCondition(() -> said().isEmpty());
            assertThat(page.locator(".card rating-bar").first()).not().hasAttribute("value", "5.0");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void aWholeEveningGoesByKeyboardAlone() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/");
            keys(page, "j", "7", ".", "5");
            page.waitForCondition(() -> !said().isEmpty());
            assertThat(rating()).isEqualTo(7.5);
            assertThat(page.locator(".toast")).containsText("Rated");
            keys(page, "u");
            page.waitForCondition(() -> said().isEmpty());
            keys(page, "j", "j", "l");
            page.waitForCondition(() -> said().size() == 1);
            assertThat(said().getFirst().signal()).isInstanceOf(Signal.Liked.class);
            keys(page, "j", "d");
            page.waitForCondition(() -> said().size() == 2);
            assertThat(page.locator(".card.gone")).hasCount(1);
            keys(page, "j", "w");
            assertThat(page.locator("#why")).isVisible();
            keys(page, "Escape");
            assertThat(page.locator("#why")).not().isVisible();
            keys(page, "?");
            assertThat(page.locator("#keys")).isVisible();
            keys(page, "Escape", "j", "Enter");
            assertThat(page.locator("#opinion")).isVisible();
            keys(page, "g", "f");
            assertThat(page.locator("h1")).hasText("Tonight");
            keys(page, "/");
            assertThat(page.locator("#q")).isFocused();
            page.keyboard().type("stalker");
            assertThat(page.locator(".result")).hasCount(1);
            assertThat(page).hasURL(java.util.regex.Pattern.compile(".*[?&]q=stalker.*"));
            assertThat(said()).hasSize(2); // typing took no keys: "l" and "d" of a word say nothing
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void theRatingBarIsASliderInTenths() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/items/starter:film-stalker-1979");
            Locator bar = page.locator("rating-bar");
            bar.focus();
            assertThat(bar).hasAttribute("role", "slider");
            keys(page, "6");
            assertThat(bar).hasAttribute("aria-valuenow", "6");
            keys(page, "ArrowRight", "Shift+ArrowRight", "ArrowLeft", "ArrowRight");
            assertThat(bar).hasAttribute("aria-valuenow", "7.1");
            page.waitForCondition(() -> !said().isEmpty());
            assertThat(rating()).isEqualTo(7.1);
            // The page is drawn anew once the answer is there; what is typed before that would be
            // lost with the old one.
            assertThat(page.locator(".signals li").first()).containsText("7.1");
            page.getByLabel("Clear my rating").click();
            page.waitForCondition(() -> said().isEmpty());
            assertThat(page.locator(".signals li")).hasCount(0);
            bar.focus();
            keys(page, "Home");
            page.waitForCondition(() -> !said().isEmpty());
            assertThat(rating()).isZero();
            assertThat(page.locator(".signals li").first()).containsText("0.0");
            bar.focus();
            keys(page, "1", "0");
            page.waitForCondition(() -> rating() == 10);
        }
    }

    @Test
    void draggingShowsTheValueOnTheWayAndStoresTheLast() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/items/starter:film-stalker-1979");
            BoundingBox box = page.locator(".rating-track").boundingBox();
            double y = box.y + box.height / 2;
            page.mouse().move(box.x + box.width * .2, y);
            page.mouse().down();
            page.mouse().move(box.x + box.width * .8, y);
            assertThat(page.locator(".rating-text")).hasText("8.0");
            assertThat(said()).isEmpty();
            page.mouse().up();
            page.waitForCondition(() -> said().size() == 1);
            assertThat(rating()).isEqualTo(8.0);
        }
    }

    @Test
    void theFeedGoesOnWhileScrollingAndEndsWhenTheTimeIsSpent() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/");
            assertThat(page.locator(".card")).hasCount(24);
            page.locator("#feed-more").scrollIntoViewIfNeeded();
            page.waitForCondition(() -> page.locator(".card").count() >= 48);
            page.locator("#budget").selectOption("60");
            assertThat(page.locator("#feed-end")).containsText("That is your time");
            assertThat(page).hasURL(java.util.regex.Pattern.compile(".*budget=60.*"));
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void aCauseIsRemovedWhereItIsShown() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/items/starter:film-stalker-1979");
            clickAt(page.locator("rating-bar"), .95);
            page.waitForCondition(() -> said().size() == 1);
            assertThat(page.locator(".signals li")).hasCount(1);
            page.locator(".signals button").click();
            page.waitForCondition(() -> said().isEmpty());
            assertThat(page.locator(".signals li")).hasCount(0);
            page.locator(".toast button").last().click(); // and restored by the undo of the removal
            page.waitForCondition(() -> said().size() == 1);
        }
    }

    @Test
    void whatPlaysGoesOnWhileThePageChanges() {
        try (Visit visit = atADesk()) {
            visit.page().route("**/*youtube-nocookie.com/**", route -> route.fulfill());
            Page page = visit.open("/items/youtube:dQw4w9WgXcQ");
            assertThat(page.locator("iframe")).hasCount(0);
            page.locator("[data-play]").click();
            page.evaluate("document.querySelector('iframe').dataset.same = 'yes'");
            page.locator(".nav a[href='/search']").click();
            assertThat(page.locator("#q")).isVisible();
            assertThat(page.locator("media-player.docked iframe[data-same=yes]")).isVisible();
            page.getByLabel("Stop and close the player").click();
            assertThat(page.locator("iframe")).hasCount(0);
        }
    }

    private double rating() {
        return said().stream()
                .map(Feedback::signal)
                .filter(Signal.Rated.class::isInstance)
                .map(signal -> ((Signal.Rated) signal).value())
                .reduce((first, second) -> second)
                .orElse(-1.0);
    }

    private static void keys(Page page, String... keys) {
        for (String key : List.of(keys)) page.keyboard().press(key);
    }

    /// Clicks on a rating bar at a share of its length.
    private static void clickAt(Locator bar, double share) {
        Locator track = bar.locator(".rating-track");
        track.scrollIntoViewIfNeeded();
        BoundingBox box = track.boundingBox();
        track.click(new Locator.ClickOptions().setPosition(box.width * share, box.height / 2));
    }
}
