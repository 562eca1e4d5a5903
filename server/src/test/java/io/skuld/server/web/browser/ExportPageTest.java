package io.skuld.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.ImportReport;
import io.skuld.server.ingest.ImportRequest;
import io.skuld.server.people.PersonId;
import io.skuld.server.tasks.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Everything is taken along with one button, and a person is deleted, in a real browser.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExportPageTest extends BrowserTest {
    private static final Tasks.Progress QUIET =
            new Tasks.Progress() {
                @Override
                public void at(long done, long total, String message) {
                    // Not of interest.
                }

                @Override
                public void checkpoint() {
                    // Nobody cancels.
                }
            };

    private void like() {
        server.app()
                .log()
                .append(
                        List.of(
                                new Feedback(
                                        "like-1",
                                        PersonId.ME,
                                        works().getFirst().item().id(),
                                        new Signal.Liked(),
                                        Instant.parse("2026-11-01T10:00:00Z"),
                                        ZoneOffset.UTC,
                                        Provenance.HUMAN,
                                        null,
                                        Map.of())));
    }

    private ImportReport preview(Path zip) {
        try (Bundle bundle = Bundle.open(zip)) {
            return server.app().imports().preview(bundle, ImportRequest.DEFAULTS, QUIET);
        }
    }

    @Test
    @Order(1)
    void theZipIsMadeFetchedAndDeletedByKeyboard() throws Exception {
        like();
        try (Visit visit = atADesk()) {
            Page page = visit.open("/settings");
            page.locator("a[href='/settings/export']").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**/settings/export");
            assertThat(page.locator("#export")).containsText("1 thing you said");
            look("/settings/export", "export-new");
            page.locator("#export button.main").press("Enter");
            assertThat(page.locator("#export")).containsText("Ready to fetch");
            assertThat(page.locator("#export")).containsText("B");
            page.locator("#export a.main").focus();
            page.evaluate("document.querySelector('#export a.main').dataset.before = 'yes'");
            server.app().tasks().submit("anything", "", null, progress -> {});
            assertThat(page.locator("#export a.main:not([data-before])")).isFocused();
            Download download =
                    page.waitForDownload(() -> page.locator("#export a.main").press("Enter"));
            assertThat(download.suggestedFilename())
                    .startsWith("skuld-export-me-")
                    .endsWith(".zip");
            Path zip = Files.createTempDirectory("skuld-export-").resolve("x.zip");
            download.saveAs(zip);
            assertThat(preview(zip).signals().known()).as("all of it is here").isEqualTo(1);
            assertThat(preview(zip).skipped()).isZero();
            Files.delete(zip);
            look("/settings/export", "export-ready");
            page.getByText("Delete this ZIP").click();
            assertThat(page.locator("#export")).containsText("A new export");
            assertThat(said()).as("the data stays").hasSize(1);
            assertThat(visit.complaints()).isEmpty();
        }
        try (var left = Files.list(server.app().settings().home().resolve("exports"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    @Order(2)
    void aPersonIsDeletedWithTheirExportAfterTheirNameWasTyped() {
        PersonId ben = new PersonId("ben");
        server.app().people().save(ben, "Ben");
        try (Visit visit = atADesk()) {
            Page page = visit.open("/settings/export");
            page.getByText("Choose a person").click();
            page.waitForURL("**/settings#people");
            assertThat(page.locator("li:has-text('Ben') summary")).isVisible();
            page = visit.open("/settings");
            page.locator("li:has-text('Ben') summary").click();
            page.locator("#del-ben").fill("Bem");
            page.locator("#del-ben").press("Enter");
            assertThat(page.locator("body")).containsText("Nothing was deleted");
            assertThat(server.app().people().find(ben)).isPresent();
            page = visit.open("/settings");
            page.locator("li:has-text('Ben') summary").click();
            page.locator("#del-ben").fill("Ben");
            page.locator("#del-ben").press("Enter");
            page.waitForCondition(() -> server.app().people().find(ben).isEmpty());
            // Until the answer is shown: a browser that is closed while it loads one may never
            // close.
            assertThat(page.locator("#del-ben")).hasCount(0);
            assertThat(page.locator("#people")).isVisible();
        }
    }
}
