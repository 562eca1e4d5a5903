package io.skuld.server.ingest;

import io.skuld.server.activity.Categories;
import io.skuld.server.activity.PrivatePatterns;
import io.skuld.server.feedback.FeedbackLog;
import java.util.List;

/// What another Skuld knew exactly and its export tells: not only what was said, but as which entry of the log.
public sealed interface Brought {
    /// What the owner is called.
    record Name(String name) implements Brought {}

    /// What must not be kept of what they do, and what they call it; before what they did.
    record ActivityRules(PrivatePatterns hidden, Categories categories) implements Brought {}

    /// An import that was made there; before the entries that it brought.
    record Run(ImportRun run, List<Skipped> skipped) implements Brought {}

    /// An entry about an item given before.
    record Entry(FeedbackLog.Moved moved) implements Brought {}
}
