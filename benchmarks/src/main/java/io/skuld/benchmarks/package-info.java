/// What the engine costs: JMH benchmarks of the kernels, of a query and of one absorbed event. Names of benchmarks come in,
/// a result file in `benchmarks/results` comes out, with the machine, the JDK, the commit and the command in it. Start at
/// [Bench].
@NullMarked
package io.skuld.benchmarks;

import org.jspecify.annotations.NullMarked;
