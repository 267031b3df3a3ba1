/** How log lines are written. */
@NullMarked
package dev.scoreline.server.log;

import org.jspecify.annotations.NullMarked;
