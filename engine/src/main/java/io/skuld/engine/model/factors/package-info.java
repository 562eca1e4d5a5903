/// Signed iALS: factors for people and items whose products say what is liked, fitted by alternating least squares over
/// likes, dislikes and, faintly, everything unseen (Hu, Koren & Volinsky, "Collaborative filtering for implicit feedback
/// datasets", ICDM 2008; regularised as in Rendle et al., "Revisiting the performance of iALS on item recommendation
/// benchmarks", 2021). In come a graph and, later, single events; out come scores that see further than the walks of the
/// signed-path model. Start at [SignedIals][io.skuld.engine.model.factors.SignedIals], the trainer;
/// [Factors][io.skuld.engine.model.factors.Factors] holds the numbers and learns from events.
@NullMarked
package io.skuld.engine.model.factors;

import org.jspecify.annotations.NullMarked;
