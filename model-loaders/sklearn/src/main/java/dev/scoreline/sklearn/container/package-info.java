/**
 * The files that scikit-learn models come in: pickles and joblib dumps, as they are or compressed. Finds out what a file is
 * by its first bytes and unpacks it within limits.
 */
@NullMarked
package dev.scoreline.sklearn.container;

import org.jspecify.annotations.NullMarked;
