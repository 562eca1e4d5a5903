package io.skuld.server.activity;

import java.util.Locale;
import java.util.Optional;

/// What kind of thing a bucket watches.
public enum Watcher {
    /// The window in front: app and title.
    WINDOW("currentwindow"),
    /// Whether anyone is there; the title is `afk` or `not-afk`.
    AFK("afkstatus"),
    /// The tab in front: address, title, whether it makes sound.
    WEB("web.tab.current"),
    /// The file that is edited.
    EDITOR("app.editor.activity");

    private final String bucketType;

    Watcher(String bucketType) {
        this.bucketType = bucketType;
    }

    /// The one that fills buckets of this type in ActivityWatch.
    public static Optional<Watcher> ofBucketType(String type) {
        for (Watcher watcher : values())
            if (watcher.bucketType.equals(type)) return Optional.of(watcher);
        return Optional.empty();
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The inverse of [#label].
    public static Watcher of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
