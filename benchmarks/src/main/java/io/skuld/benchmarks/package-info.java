@NullMarked
package io.skuld.benchmarks;

import org.jspecify.annotations.NullMarked;
