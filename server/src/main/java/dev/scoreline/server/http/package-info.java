/** The HTTP server: which handlers stand on which path in which order, and how it starts and stops. */
@NullMarked
package dev.scoreline.server.http;

import org.jspecify.annotations.NullMarked;
