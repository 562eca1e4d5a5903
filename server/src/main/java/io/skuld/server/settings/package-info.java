/// One settings file, typed; an unknown key stops the start.
@NullMarked
package io.skuld.server.settings;

import org.jspecify.annotations.NullMarked;
