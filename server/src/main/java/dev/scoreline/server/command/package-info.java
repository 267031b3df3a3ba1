/** What {@code scoreline} does on the command line. */
@NullMarked
package dev.scoreline.server.command;

import org.jspecify.annotations.NullMarked;
