/** Protobuf's wire format, read within bounds: for loaders whose files, and doors whose requests, are written in it. */
@NullMarked
package dev.scoreline.model.wire;

import org.jspecify.annotations.NullMarked;
