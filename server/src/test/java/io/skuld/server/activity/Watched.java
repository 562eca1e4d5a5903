package io.skuld.server.activity;

import java.time.Duration;
import java.time.Instant;

/// Events of a day at two machines, for tests.
public final class Watched {
    public static final Bucket WINDOW = new Bucket("pc", "aw-watcher-window_pc", Watcher.WINDOW);
    public static final Bucket AFK = new Bucket("pc", "aw-watcher-afk_pc", Watcher.AFK);
    public static final Bucket WEB = new Bucket("", "aw-watcher-web-firefox", Watcher.WEB);
    public static final Bucket EDITOR = new Bucket("pc", "aw-watcher-vim_pc", Watcher.EDITOR);
    public static final Bucket LAPTOP =
            new Bucket("laptop", "aw-watcher-window_laptop", Watcher.WINDOW);

    private Watched() {}

    /// @param time of the day, as `10:00:00`
    public static Instant at(String time) {
        return Instant.parse("2026-11-20T%sZ".formatted(time.length() == 5 ? time + ":00" : time));
    }

    public static ActivityEvent window(String from, String to, String app, String title) {
        return event(WINDOW, from, to, app, title, "");
    }

    public static ActivityEvent tab(String from, String to, String title, String url) {
        return event(WEB, from, to, "", title, url);
    }

    public static ActivityEvent present(String from, String to) {
        return event(AFK, from, to, "", "not-afk", "");
    }

    public static ActivityEvent away(String from, String to) {
        return event(AFK, from, to, "", "afk", "");
    }

    public static ActivityEvent event(
            Bucket bucket, String from, String to, String app, String title, String url) {
        return new ActivityEvent(
                bucket,
                at(from),
                Duration.between(at(from), at(to)),
                app,
                title,
                url,
                false,
                false);
    }

    public static ActivityEvent audible(ActivityEvent event) {
        return new ActivityEvent(
                event.bucket(),
                event.at(),
                event.length(),
                event.app(),
                event.title(),
                event.url(),
                true,
                false);
    }
}
