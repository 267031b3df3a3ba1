/** The HTTP door and the command line. {@link dev.scoreline.server.Main} starts both. */
@NullMarked
package dev.scoreline.server;

import org.jspecify.annotations.NullMarked;
