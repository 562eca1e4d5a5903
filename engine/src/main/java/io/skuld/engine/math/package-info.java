@NullMarked
package io.skuld.engine.math;

import org.jspecify.annotations.NullMarked;
