package io.skuld.server.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The player beside a stand-in for YouTube's frame that speaks its messages.
class PlayerTest extends BrowserTest {
    /// Waits for `listening`, then plays the first seconds, jumps, and plays on, as fast as it can.
    private static final String FRAME =
            """
            <script>
            addEventListener('message', event => {
              const {event: kind} = JSON.parse(event.data);
              if (kind !== 'listening') return;
              const say = info => parent.postMessage(JSON.stringify({event: 'infoDelivery', id: 1, info}), event.origin);
              parent.postMessage('not ours', event.origin);
              say({playerState: 1, duration: 100});
              for (let t = .5; t < 20; t += .5) say({currentTime: t});
              for (let t = 80.5; t < 90; t += .5) say({currentTime: t});
              if (location.search.includes('autoplay')) document.title = 'said';
            });
            </script>\
            """;

    @BeforeEach
    void anewEachTime() {
        forgetEverything();
    }

    private void playAndThen(java.util.function.Consumer<Page> end) {
        try (Visit visit = atADesk()) {
            Page page = visit.page();
            page.route(
                    "https://www.youtube-nocookie.com/**",
                    route ->
                            route.fulfill(
                                    new Route.FulfillOptions()
                                            .setContentType("text/html")
                                            .setBody(FRAME)));
            visit.open("/items/youtube:dQw4w9WgXcQ");
            page.locator("[data-play]").click();
            page.waitForCondition(
                    () -> page.frames().size() == 2 && page.frames().get(1).title().equals("said"));
            end.accept(page);
            page.waitForCondition(() -> said().size() == 1);
        }
        Feedback played = said().getFirst();
        assertThat(played.item()).hasToString("youtube:dQw4w9WgXcQ");
        assertThat(played.signal()).isEqualTo(new Signal.Played(.3));
        assertThat(played.provenance()).isEqualTo(Provenance.IMPLICIT);
        assertThat(played.context()).containsEntry("app", "player");
    }

    @Test
    void closingItSaysHowMuchWasWatchedAndAJumpIsNotWatching() {
        playAndThen(page -> page.getByLabel("Stop and close the player").click());
    }

    @Test
    void leavingThePageSaysItToo() {
        playAndThen(page -> page.navigate("about:blank"));
    }
}
