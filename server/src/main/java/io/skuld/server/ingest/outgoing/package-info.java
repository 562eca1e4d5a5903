/// The one door to other hosts. In: an address that a person gave or a feed named, so never to be trusted. Out: its answer,
/// bounded in time and size, from a public address alone. Start at [Outgoing].
@NullMarked
package io.skuld.server.ingest.outgoing;

import org.jspecify.annotations.NullMarked;
