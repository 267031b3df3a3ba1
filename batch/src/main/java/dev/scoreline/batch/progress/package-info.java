/** How far a batch run is: counted, told on a terminal, as lines or as JSON, and served to Prometheus. */
@NullMarked
package dev.scoreline.batch.progress;

import org.jspecify.annotations.NullMarked;
