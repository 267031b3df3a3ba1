/**
 * The contract between the doors (HTTP, files) and the formats: what a model is, what it takes and gives, how it is found
 * and how it fails. Stands on the JDK alone.
 */
@NullMarked
package dev.scoreline.model;

import org.jspecify.annotations.NullMarked;
