package io.skuld.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import io.skuld.server.tasks.Tasks;
import io.skuld.server.tasks.Tasks.Task;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ImportPageTest extends BrowserTest {
    private static final String RATINGS =
            """
            Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors
            tt0079944,9,2024-03-01,Stalker,https://www.imdb.com/title/tt0079944,Movie,8.1,162,1979,"Drama, Sci-Fi",145000,1980-04-17,Andrei Tarkovsky
            tt0133093,8,2024-03-02,The Matrix,https://www.imdb.com/title/tt0133093,Movie,8.7,136,1999,"Action, Sci-Fi",2000000,1999-03-31,"Lana Wachowski, Lilly Wachowski"
            tt0000001,eleven,2024-03-02,Broken,https://www.imdb.com/title/tt0000001,Movie,8.7,136,1999,Action,20,1999-03-31,Nobody
            """;

    @Test
    void aFileIsPreviewedImportedAndTakenBack() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/sources");
            page.locator("#file")
                    .setInputFiles(
                            new FilePayload(
                                    "ratings.csv",
                                    "text/csv",
                                    RATINGS.getBytes(StandardCharsets.UTF_8)));
            assertThat(page.locator("[data-preview]")).isVisible();
            assertThat(page.locator("[data-count='signals.added']")).hasText("2");
            assertThat(page.locator("[data-list='reasons'] li")).hasCount(1);
            assertThat(said()).isEmpty();
            page.locator("[data-import]").click();
            page.waitForCondition(() -> said().size() == 2);
            assertThat(page.locator("#imports .import")).containsText("ratings.csv");
            assertThat(page.locator("#imports .import")).containsText("2 new signals");
            assertThat(page.locator("#imports a[download]")).isVisible();
            page.locator("#imports .import form button").click();
            page.waitForCondition(() -> said().isEmpty());
            assertThat(page.locator("#imports .import")).containsText("undone");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void aPreviewThatTakesLongShowsItsProgressSurvivesAReloadAndCanBeCancelled() {
        CountDownLatch longer = new CountDownLatch(1);
        tasks().submit("preview", "a longer one", "me", progress -> longer.await());
        FilePayload ratings =
                new FilePayload(
                        "ratings.csv", "text/csv", RATINGS.getBytes(StandardCharsets.UTF_8));
        try (Visit visit = atADesk()) {
            Page page = visit.open("/sources");
            page.locator("#file").setInputFiles(ratings);
            assertThat(page.locator("[data-doing]")).containsText("Reading");
            page.reload();
            assertThat(page.locator("[data-doing]")).containsText("Reading");
            page.locator("[data-cancel]").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("[data-doing]")).not().isVisible();
            assertThat(page.locator("#file")).isFocused();
            page.waitForCondition(() -> tasks().all(5).stream().anyMatch(this::isCancelled));

            page.locator("#file").setInputFiles(ratings);
            assertThat(page.locator("[data-doing]")).containsText("Reading");
            longer.countDown();
            assertThat(page.locator("[data-preview]")).isVisible();
            assertThat(page.locator("[data-count='signals.added']")).hasText("2");
            page.locator("[data-discard]").click();
            assertThat(page.locator("[data-preview]")).not().isVisible();
            assertThat(said()).isEmpty();
            assertThat(visit.complaints()).isEmpty();
        } finally {
            longer.countDown();
        }
    }

    /// The page asks, the preview ends, and only then the answer arrives, which still says that it runs.
    @Test
    void aPreviewThatEndsBeforeThePageKnowsItsTaskIsShownAllTheSame() {
        AtomicInteger asked = new AtomicInteger();
        try (Visit visit = atADesk()) {
            Page page = visit.open("/sources");
            page.route("**/events", Route::abort); // its end was told before the page listened
            page.route(
                    "**/api/v1/imports/previews/*",
                    route -> {
                        APIResponse answer = route.fetch();
                        while (!isDone("ratings.csv")) answer = route.fetch();
                        String body = answer.text();
                        if (asked.incrementAndGet() == 1)
                            body = body.replace("\"done\"", "\"running\"");
                        route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(body));
                    });
            page.locator("#file")
                    .setInputFiles(
                            new FilePayload(
                                    "ratings.csv",
                                    "text/csv",
                                    RATINGS.getBytes(StandardCharsets.UTF_8)));
            assertThat(page.locator("[data-preview]")).isVisible();
        }
    }

    private boolean isDone(String title) {
        return tasks().all(5).stream()
                .anyMatch(t -> t.title().equals(title) && t.status() == Tasks.Status.DONE);
    }

    private boolean isCancelled(Task task) {
        return task.title().equals("ratings.csv") && task.status() == Tasks.Status.CANCELLED;
    }

    @Test
    void aFileThatNobodyUnderstandsIsToldSo() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/sources");
            page.locator("#file")
                    .setInputFiles(
                            new FilePayload(
                                    "notes.txt",
                                    "text/plain",
                                    "just some words".getBytes(StandardCharsets.UTF_8)));
            assertThat(page.locator(".toast")).containsText("notes.txt");
            assertThat(page.locator("[data-preview]")).not().isVisible();
        }
    }
}
