/// What a model is: [Recommender][io.skuld.engine.model.Recommender] scores items for a person,
/// [Trainer][io.skuld.engine.model.Trainer] makes one from edges, [OnlineRecommender][io.skuld.engine.model.OnlineRecommender]
/// goes on learning, [TunableTrainer][io.skuld.engine.model.TunableTrainer] chooses its settings on validation edges. In
/// come dense ids and signed weights, out come scores. The models themselves are in the packages below: `baseline` to
/// compare with, `signed` for the signed-path model, `factors` for signed iALS, `hybrid` for their sum, `snapshot` to
/// keep one in a file.
@NullMarked
package io.skuld.engine.model;

import org.jspecify.annotations.NullMarked;
