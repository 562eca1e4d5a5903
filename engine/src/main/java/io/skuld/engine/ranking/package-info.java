/// The second stage: of the two hundred items that the hybrid ranks best, which first? A small network learns it listwise
/// from held-out likes, reading how each item was reached, and goes on learning, one step per event and again in the
/// background ([OnlineStage][io.skuld.engine.ranking.OnlineStage]). In come a fitted hybrid and held-out edges, out come
/// scores with the two hundred re-ordered, and with caution likely dislikes lowered.
/// Start at [ListwiseRanker][io.skuld.engine.ranking.ListwiseRanker], the trainer, and
/// [StageChoice][io.skuld.engine.ranking.StageChoice], which chooses what of it is used;
/// [CandidateFeatures][io.skuld.engine.ranking.CandidateFeatures] says what the network sees,
/// [FactorViews][io.skuld.engine.ranking.FactorViews] and [SmoothedFactors][io.skuld.engine.ranking.SmoothedFactors] whence,
/// [LikeHead][io.skuld.engine.ranking.LikeHead] and [ItemAppeal][io.skuld.engine.ranking.ItemAppeal] are what caution goes by,
/// [RankedModel][io.skuld.engine.ranking.RankedModel] serves and learns online.
@NullMarked
package io.skuld.engine.ranking;

import org.jspecify.annotations.NullMarked;
