@NullMarked
package io.skuld.engine;

import org.jspecify.annotations.NullMarked;
