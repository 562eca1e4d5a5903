/// Pictures for items that have none: drawn from the kind and the name of an item, so that the same item always looks
/// the same and a page of them looks like a shelf, not like a wall of grey. In: a kind and a seed. Out: SVG. Start at [Placeholder].
@NullMarked
package io.skuld.server.web.art;

import org.jspecify.annotations.NullMarked;
