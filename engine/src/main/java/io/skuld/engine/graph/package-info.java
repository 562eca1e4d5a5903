@NullMarked
package io.skuld.engine.graph;

import org.jspecify.annotations.NullMarked;
