/** The settings of a batch run, under Azure ML's names, from options and from a deployment's YAML. */
@NullMarked
package dev.scoreline.batch.config;

import org.jspecify.annotations.NullMarked;
