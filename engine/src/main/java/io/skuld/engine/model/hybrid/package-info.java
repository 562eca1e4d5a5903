/// The sum of what the walks see near and the factors see far: signed paths + popularity + signed iALS, over one graph. In
/// come edges, at once or one by one; out come scores and, with validation edges, better settings. Start at
/// [Hybrid][io.skuld.engine.model.hybrid.Hybrid], the trainer; [HybridTuner][io.skuld.engine.model.hybrid.HybridTuner] is
/// the search, [HybridModel][io.skuld.engine.model.hybrid.HybridModel] the first stage of the ranker.
@NullMarked
package io.skuld.engine.model.hybrid;

import org.jspecify.annotations.NullMarked;
