/// The signed-path model: a person's score for an item is a weighted sum over the walks person → item → person → item, one
/// weight for each pattern of likes and dislikes, normalised by degrees, and over the walks person → item → attribute →
/// item, which serve also one person alone. Nothing is trained: an event is absorbed by putting one edge into the graph,
/// exactly as if everything were built anew, and each score is a sum over the person's own signals.
///
/// ```
/// SignedPathsModel model = SignedPathsModel.empty(PathSettings.HOME);
/// model.ensure(people, items);                          // or let ids grow one by one
/// model.setAttributes(item, creator, channel, tag);     // attribute ids are dense too
/// model.absorb(person, item, 1f, epochSeconds);         // a like; a negative weight is a dislike
/// int[] best = model.top(person, 200, item -> seen(item));
/// model.explain(person, best[0]).contributions();       // which own signals, and how much of the score each gave
/// model.retract(person, item);                          // as if it had never been
/// ```
///
/// In come signed edges and attribute ids, out come scores, candidates and exact explanations. Start at
/// [SignedPathsModel][io.skuld.engine.model.signed.SignedPathsModel]; [PathQuery][io.skuld.engine.model.signed.PathQuery]
/// is the kernel, [SignedPaths][io.skuld.engine.model.signed.SignedPaths] the trainer.
@NullMarked
package io.skuld.engine.model.signed;

import org.jspecify.annotations.NullMarked;
