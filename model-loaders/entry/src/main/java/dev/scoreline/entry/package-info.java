/**
 * Entry code: finds the user's class, compiles it if need be, reads its methods once and calls them. It is the one place
 * that runs code which is not ours; what it runs is named by the operator, never by a client or a model file.
 */
@NullMarked
package dev.scoreline.entry;

import org.jspecify.annotations.NullMarked;
