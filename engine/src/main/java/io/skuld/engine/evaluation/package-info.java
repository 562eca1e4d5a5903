/// How good is a model, and how sure are we? A dataset ([SignedDataset], read by [SignedGraphFolder] or
/// [MovieLensRatings] and cut by a [Split]) and any [io.skuld.engine.model.Recommender] come in; a [RankingReport] with
/// one number per person and metric comes out, and [Bootstrap] turns such numbers into intervals and paired differences.
/// [Replay] judges online learning test-then-train, [LeakageCanary] looks for a model that peeks, [DislikeEfficacy] asks
/// whether a dislike is felt, and [RatingMetrics] and [ClassifierMetrics] judge models that predict ratings and labels.
///
/// The rules: every item is ranked, never a sample of negatives (Krichene & Rendle, "On sampled metrics for item
/// recommendation", KDD 2020); whatever is chosen is chosen on the validation part. Start at [RankingEvaluator].
@NullMarked
package io.skuld.engine.evaluation;

import org.jspecify.annotations.NullMarked;
