package io.skuld.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.account.FakeYouTube;
import io.skuld.server.ingest.outgoing.FakeHost;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AccountPageTest extends BrowserTest {
    private final FakeYouTube google = new FakeYouTube();

    @Override
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(FakeHost.ALLOWED);
        settings.putAll(google.asSettings());
        settings.put("sources.youtube-address", "http://127.0.0.1:1");
        return settings;
    }

    @AfterAll
    void stopGoogle() {
        google.close();
    }

    private static String parameter(String address, String name) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(address);
        assertThat(found.find()).isTrue();
        return URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
    }

    private static void begin(Page page, String button) {
        page.locator("#account-client").fill("client-1");
        page.locator("#account-secret").fill("hush");
        page.getByText(button).click();
    }

    @Test
    void anAccountIsConnectedReadAndDisconnected() {
        google.channels = 3;
        google.liked.add(FakeYouTube.video(1));
        try (Visit visit = atADesk()) {
            Page page = visit.open("/sources");
            begin(page, "Connect in this browser");
            String way = page.locator("#account-go").getAttribute("href");
            google.challenges.put("code-1", parameter(way, "code_challenge"));
            // What Google would do.
            page.navigate(
                    parameter(way, "redirect_uri")
                            + "?code=code-1&state="
                            + parameter(way, "state"));
            page.waitForURL("**/sources#account");
            assertThat(page.locator("#account-way")).containsText("Connected");
            page.waitForCondition(() ->
                    said().stream().map(Feedback::signal).anyMatch(new Signal.Liked()::equals));
            visit.open("/sources");
            assertThat(page.locator("#account-way")).containsText("of 10,000 requests used today");
            assertThat(page.locator("#followed")).containsText("YouTube account");
            assertThat(page.locator("#followed")).containsText("Channel 1");
            look("/sources", "account");
            page.getByText("Disconnect").click();
            assertThat(page.locator("#account-client")).isVisible();
            assertThat(visit.complaints()).isEmpty();
        }
        withACode();
    }

    private void withACode() {
        google.interval = 1;
        try (Visit visit = atADesk()) {
            Page page = visit.open("/sources");
            begin(page, "Connect with a code on another device");
            assertThat(page.locator("#account-code")).hasText("ABCD-EFGH");
            assertThat(page.locator("#account-way")).containsText("google.com/device");
            google.deviceAnswer = "";
            assertThat(page.locator("#account-way")).containsText("Connected");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void aPermissionThatWasNotGivenIsToldSo() {
        try (Visit visit = atADesk()) {
            Page page = visit.page();
            page.navigate(
                    visit.open("/sources").url() + "/account/back?error=access_denied&state=x");
            assertThat(page.locator("body")).containsText("the permission was not given");
        }
    }
}
