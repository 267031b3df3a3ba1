/** Bytes to payloads and back, in one pass and typed by a model's signature. */
@NullMarked
package dev.scoreline.scoring.codec;

import org.jspecify.annotations.NullMarked;
