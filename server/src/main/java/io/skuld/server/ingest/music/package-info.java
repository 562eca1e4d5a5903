/// What was listened to: Spotify, ListenBrainz, and the log of portable players. A recording is known by its id at the service and by artist and title. Start at [Song].
@NullMarked
package io.skuld.server.ingest.music;

import org.jspecify.annotations.NullMarked;
