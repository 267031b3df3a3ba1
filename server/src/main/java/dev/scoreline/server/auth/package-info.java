/** Who sends a request, and what that sender may do: keys and tokens, read again when they change. */
@NullMarked
package dev.scoreline.server.auth;

import org.jspecify.annotations.NullMarked;
