/// What there is: items, their ids and aliases. In: [Item]s from `ingest`, the starter catalogue and the API. Out: [Catalog], which joins the
/// same thing from two sources. Start at [Item].
@NullMarked
package io.skuld.server.catalog;

import org.jspecify.annotations.NullMarked;
