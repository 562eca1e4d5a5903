/// What a person does at their computers, as ActivityWatch sees it. In: [ActivityEvent]s of window, presence, web and editor watchers, from an
/// export file or a running ActivityWatch. Kept by [ActivityLog], which never stores the texts that [PrivatePatterns] match. Out: [Activity], the
/// cleaned [Timeline] before an instant, named by the person's own [Categories]. Start at [Activity].
@NullMarked
package io.skuld.server.activity;

import org.jspecify.annotations.NullMarked;
