/// The ZIP that Letterboxd gives its members: ratings, diary, films watched and liked, watchlist. It has no ids; films are known by title and
/// year. Start at [LetterboxdImporter].
@NullMarked
package io.skuld.server.ingest.letterboxd;

import org.jspecify.annotations.NullMarked;
