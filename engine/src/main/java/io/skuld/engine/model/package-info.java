@NullMarked
package io.skuld.engine.model;

import org.jspecify.annotations.NullMarked;
