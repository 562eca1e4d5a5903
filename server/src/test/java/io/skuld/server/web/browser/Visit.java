package io.skuld.server.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// One person at a screen. Whatever the page complains about, as a script that was refused, is kept in [#complaints].
public final class Visit implements AutoCloseable {
    /// The screens that every page is made for.
    public enum Screen {
        PHONE(390, 844),
        DESK(1440, 900);

        final int width;
        final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private final BrowserContext context;
    private final Page page;
    private final URI address;
    private final List<String> complaints = new ArrayList<>();

    /// @param welcomed false for someone who has not seen the set-up
    public Visit(
            Chromium chromium, URI address, Screen screen, ColorScheme scheme, boolean welcomed) {
        this.address = address;
        context =
                chromium.browser()
                        .newContext(
                                new Browser.NewContextOptions()
                                        .setViewportSize(screen.width, screen.height)
                                        .setColorScheme(scheme)
                                        .setLocale("en-GB"));
        if (welcomed)
            context.addCookies(
                    List.of(new Cookie("skuld_welcomed", "yes").setUrl(address.toString())));
        context.setDefaultTimeout(30_000);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning"))
                complaints.add(message.text());
        });
        page.onPageError(complaints::add);
    }

    public Page page() {
        return page;
    }

    public Page open(String path) {
        page.navigate(address + path.substring(1));
        page.waitForFunction("customElements.get('rating-bar') && window.htmx");
        return page;
    }

    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        context.close();
    }
}
