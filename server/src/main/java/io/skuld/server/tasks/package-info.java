/// Long work in the background: progress, pause, cancel, history.
@NullMarked
package io.skuld.server.tasks;

import org.jspecify.annotations.NullMarked;
