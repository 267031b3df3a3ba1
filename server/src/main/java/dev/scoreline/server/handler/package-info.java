/** The stations of a request: one handler each, put in order by {@code Routes} and {@code ScoreRoutes}. */
@NullMarked
package dev.scoreline.server.handler;

import org.jspecify.annotations.NullMarked;
