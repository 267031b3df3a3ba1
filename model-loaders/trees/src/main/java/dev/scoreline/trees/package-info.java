/** One kernel for decision trees, with the comparison rules of the libraries that grow them. */
@NullMarked
package dev.scoreline.trees;

import org.jspecify.annotations.NullMarked;
