/// Text becomes vectors; cached by content and encoder version.
///
/// In: the [io.skuld.server.catalog.Item#text] of each catalogue item. Out: one unit vector per text, kept in a
/// [VectorStore] so that it is computed once, and handed to [VectorListener]s as it becomes known. Encoding runs in the
/// background: an item is usable before its vector is there. Start at [TextEncoder], then [BackgroundEncoder].
@NullMarked
package io.skuld.server.encoders;

import org.jspecify.annotations.NullMarked;
