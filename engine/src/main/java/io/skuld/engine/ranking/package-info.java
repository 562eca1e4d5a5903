@NullMarked
package io.skuld.engine.ranking;

import org.jspecify.annotations.NullMarked;
