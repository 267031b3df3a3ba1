/** What a batch run writes: the output's forms, the errors, and the checkpoint that lets a run go on. */
@NullMarked
package dev.scoreline.batch.output;

import org.jspecify.annotations.NullMarked;
