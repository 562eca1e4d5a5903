@NullMarked
package io.skuld.engine.evaluation;

import org.jspecify.annotations.NullMarked;
