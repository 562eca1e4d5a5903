/// ActivityWatch's export, and what of its events is taken. In: the JSON that its page "Raw Data" exports, of all buckets or one. Out: [io.skuld.server.activity.ActivityEvent]s.
/// Start at [ActivityWatchImporter].
@NullMarked
package io.skuld.server.ingest.activitywatch;

import org.jspecify.annotations.NullMarked;
