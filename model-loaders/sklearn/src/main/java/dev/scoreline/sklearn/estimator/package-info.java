/** The fitted estimators: one class a scikit-learn class or family, each with scikit-learn's own arithmetic. */
@NullMarked
package dev.scoreline.sklearn.estimator;

import org.jspecify.annotations.NullMarked;
