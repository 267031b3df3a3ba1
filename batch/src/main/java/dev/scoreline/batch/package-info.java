/**
 * Scoring of files with the loaders and the scorer that the server has: reads mini-batches, scores several at once, writes them
 * in order, and can go on where it was stopped. Knows neither HTTP nor the command line.
 */
@NullMarked
package dev.scoreline.batch;

import org.jspecify.annotations.NullMarked;
