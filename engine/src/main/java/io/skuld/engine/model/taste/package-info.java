/// What one person thinks of an item, from 0 to 10, with how sure that is and why.
///
/// In: items as [TasteFeatures][io.skuld.engine.model.taste.TasteFeatures] and one person's ratings of some of them. Out:
/// expected ratings, standard deviations and exact explanations for all of them. It is Bayesian linear regression in closed
/// form (Bishop, "Pattern Recognition and Machine Learning", 2006, §3.3) kept current by rank-one updates of a Cholesky
/// factor (Gill, Golub, Murray and Saunders, "Methods for modifying matrix factorizations", 1974). There is nothing to
/// train, and learning one rating at a time gives what a fit from scratch gives. Start at
/// [TasteModel][io.skuld.engine.model.taste.TasteModel].
@NullMarked
package io.skuld.engine.model.taste;

import org.jspecify.annotations.NullMarked;
