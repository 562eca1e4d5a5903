/// The command line: one class a command.
@NullMarked
package io.skuld.server.cli;

import org.jspecify.annotations.NullMarked;
