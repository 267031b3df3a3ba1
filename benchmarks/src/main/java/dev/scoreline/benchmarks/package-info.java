/** Measurements that are run by hand. Nothing here is shipped and no test asserts a time. */
@NullMarked
package dev.scoreline.benchmarks;

import org.jspecify.annotations.NullMarked;
