/// What people said. In: [Feedback] from pages, API and imports. Out: the append-only [FeedbackLog] and, folded from it, one [Opinion] per
/// person and item. [SignalMeaning] is the one place that decides polarity and weight. Start at [Signal].
@NullMarked
package io.skuld.server.feedback;

import org.jspecify.annotations.NullMarked;
