/// From feedback to scores: what each person thinks of each item, how sure that is, and why.
///
/// In: the catalogue's items with their vectors, and the feedback log. Out: a [io.skuld.server.learning.Taste] for each
/// person, current with every signal that was acknowledged. Everything here is derived and can be rebuilt from the log.
/// The numbers are those of [io.skuld.engine.model.taste]; only [io.skuld.server.learning.IdIndex] turns item ids into
/// them. Start at [io.skuld.server.learning.Tastes].
@NullMarked
package io.skuld.server.learning;

import org.jspecify.annotations.NullMarked;
