/** Parquet files for batch runs. */
@NullMarked
package dev.scoreline.batch.parquet;

import org.jspecify.annotations.NullMarked;
