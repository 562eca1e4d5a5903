/// Text becomes vectors; cached by content and encoder version.
@NullMarked
package io.skuld.server.encoders;

import org.jspecify.annotations.NullMarked;
