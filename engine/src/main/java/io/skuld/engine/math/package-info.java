/// Kernels over plain float arrays. In come rows of row-major matrices with their offsets, out come sums and updated rows.
/// Start at [Vectors][io.skuld.engine.math.Vectors]: it chooses between the plain loops, which explain and check, and those
/// of the Vector API, which are fast. [Cholesky][io.skuld.engine.math.Cholesky] solves small positive definite systems,
/// [TopN][io.skuld.engine.math.TopN] picks the best of many scores.
@NullMarked
package io.skuld.engine.math;

import org.jspecify.annotations.NullMarked;
