/**
 * Loads Tribuo's protobuf models and evaluates them with Tribuo itself. Before Tribuo sees a file, {@code ModelCheck} has walked it:
 * no class that is not in {@code AllowedClasses} is ever looked up.
 */
@NullMarked
package dev.scoreline.tribuo;

import org.jspecify.annotations.NullMarked;
