/// A ranking becomes a feed: what was seen is left out, slots, time budget, and why.
@NullMarked
package io.skuld.server.feed;

import org.jspecify.annotations.NullMarked;
