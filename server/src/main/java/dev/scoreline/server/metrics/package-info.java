/** What the server tells Prometheus. */
@NullMarked
package dev.scoreline.server.metrics;

import org.jspecify.annotations.NullMarked;
