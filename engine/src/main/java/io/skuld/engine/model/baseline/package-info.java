/// The models to beat, each as published and each behind the same [io.skuld.engine.model.Trainer] contract: random,
/// popularity, item-kNN, EASE^R with signs, BPR-MF and LightGCN. Interactions come in, a fitted
/// [io.skuld.engine.model.Recommender] comes out. The ones that know no dislikes learn from likes alone, as their papers
/// do. Start at [Popularity].
@NullMarked
package io.skuld.engine.model.baseline;

import org.jspecify.annotations.NullMarked;
