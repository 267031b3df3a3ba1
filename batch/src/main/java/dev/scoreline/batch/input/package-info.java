/** What a batch run reads: which files, their rows, cut into mini-batches. */
@NullMarked
package dev.scoreline.batch.input;

import org.jspecify.annotations.NullMarked;
