@NullMarked
package io.skuld.server;

import org.jspecify.annotations.NullMarked;
