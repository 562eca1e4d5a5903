package io.skuld.server.ingest;

import io.skuld.server.activity.ActivityEvent;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.ItemId;

/// Takes what an importer reads, as it reads it, so that nobody has to hold a whole file. Every line ends in one of
/// [#said], [#observed], [#follows], [#skip] or, for lines that only describe, [#item].
public interface ImportSink {
    /// Where in the file something stands; line 0 is the part as a whole.
    record Where(String part, long line) {}

    /// An item; before the signals about it. The same item again is cheap.
    void item(Described item);

    /// Whether this item was given before; then it need not be described again.
    default boolean knows(ItemId item) {
        return false;
    }

    void said(Where where, Said said);

    /// What the person did at a computer, seen by a watcher.
    default void observed(Where where, ActivityEvent event) {
        // Of no interest to those who look for what was said.
    }

    /// Only Skuld's own export has more to tell than [#said] can take.
    default void brought(Where where, Brought what) {
        // Nothing to those who only look.
    }

    /// Something the person follows.
    default void follows(Where where, Subscription subscription) {
        // Of no interest to those who look for what was said.
    }

    void skip(Where where, SkipReason reason, String detail);

    /// Something found out about the file as a whole that a person should see before they agree, as the scale of its ratings.
    void note(String text);

    /// Whether this person's signals are asked for; those of others need not be read further.
    default boolean wants(String who) {
        return true;
    }
}
