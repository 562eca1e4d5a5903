/// The MovieLens data sets of GroupLens: ratings of many people, films with genres, tags and links to other catalogues, as CSV or as the older
/// `::`-separated `.dat`. Start at [MovieLensImporter].
@NullMarked
package io.skuld.server.ingest.movielens;

import org.jspecify.annotations.NullMarked;
