/** The settings: declared once, read from the command line and the environment, described from the same declaration. */
@NullMarked
package dev.scoreline.scoring.config;

import org.jspecify.annotations.NullMarked;
