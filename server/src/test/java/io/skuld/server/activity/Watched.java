package io.skuld.server.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Events of a day at two machines, for tests.
public final class Watched {
    public static final Bucket WINDOW = new Bucket("pc", "aw-watcher-window_pc", Watcher.WINDOW);
    public static final Bucket AFK = new Bucket("pc", "aw-watcher-afk_pc", Watcher.AFK);
    public static final Bucket WEB = new Bucket("", "aw-watcher-web-firefox", Watcher.WEB);
    public static final Bucket EDITOR = new Bucket("pc", "aw-watcher-vim_pc", Watcher.EDITOR);
    public static final Bucket LAPTOP =
            new Bucket("laptop", "aw-watcher-window_laptop", Watcher.WINDOW);

    private Watched() {}

    /// A working day at two machines, 10:00 to 16:00, with a lunch and a private moment.
    public static List<ActivityEvent> aDay() {
        List<ActivityEvent> day =
                new ArrayList<>(
                        List.of(
                                window("10:20:30", "10:23", "Firefox", "").withoutTexts(),
                                tab("11:00", "11:20", "Issues · skuld", "https://github.com/skuld"),
                                tab("11:20", "11:40", "A quiet film", "https://www.youtube.com/x"),
                                tab("15:00", "15:50", "News", "https://news.example.org/today"),
                                window("11:00", "11:45", "Firefox", "Firefox"),
                                window("15:00", "15:50", "Firefox", "News — Firefox"),
                                present("10:00", "12:10"),
                                away("12:10", "13:00"),
                                present("13:00", "16:00"),
                                event(LAPTOP, "13:30", "14:10", "zoom", "Weekly meeting", ""),
                                event(LAPTOP, "14:10", "14:30", "mutt", "Inbox", "")));
        for (int minute = 0; minute < 20; minute++)
            day.add(at10(minute, "vim", "chapter-%d.md".formatted(minute % 4)));
        for (int minute = 24; minute < 60; minute++)
            day.add(
                    minute % 5 == 0
                            ? at10(minute, "Slack", "#general")
                            : at10(minute, "jetbrains-idea", "Stretch.java"));
        day.add(window("13:05", "14:58", "gimp", "poster.xcf"));
        return day;
    }

    private static ActivityEvent at10(int minute, String app, String title) {
        return window("10:%02d:00".formatted(minute), "10:%02d:58".formatted(minute), app, title);
    }

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
