/**
 * Reads Python pickles as data. Nothing is ever called: what a pickle would construct becomes an inert {@link
 * dev.scoreline.sklearn.pickle.PyValue}, and only the globals of a closed table may be named at all.
 */
@NullMarked
package dev.scoreline.sklearn.pickle;

import org.jspecify.annotations.NullMarked;
