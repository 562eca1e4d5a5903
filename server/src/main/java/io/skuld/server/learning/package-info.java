/// From feedback to scores: the taste model, the live graph and the index that turns item ids into dense numbers.
@NullMarked
package io.skuld.server.learning;

import org.jspecify.annotations.NullMarked;
