/** Build contexts: a model, the server and a Dockerfile in a folder that any container builder takes. */
@NullMarked
package dev.scoreline.server.packaging;

import org.jspecify.annotations.NullMarked;
