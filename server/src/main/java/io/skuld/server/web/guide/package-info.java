/// The user guide inside the program. In: the Markdown of `docs/guide`, packed into the program as it is. Out: pages as HTML
/// and a search over their sections. Start at [Guide].
@NullMarked
package io.skuld.server.web.guide;

import org.jspecify.annotations.NullMarked;
