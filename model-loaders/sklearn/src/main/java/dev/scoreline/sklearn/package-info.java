/**
 * Loads scikit-learn files: {@code container} opens them, {@code pickle} reads them as data, {@code estimator} evaluates what
 * they hold.
 */
@NullMarked
package dev.scoreline.sklearn;

import org.jspecify.annotations.NullMarked;
