/**
 * The core that every door shares: the loaded models, and how a request is admitted, run and answered. Knows neither HTTP
 * nor files of requests nor any model format.
 */
@NullMarked
package dev.scoreline.scoring;

import org.jspecify.annotations.NullMarked;
