/** What entry code may use: the raw request, an answer of its own, the loaded models. Stands on the JDK alone. */
@NullMarked
package dev.scoreline.model.entry;

import org.jspecify.annotations.NullMarked;
