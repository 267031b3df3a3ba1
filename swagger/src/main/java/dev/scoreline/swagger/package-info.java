/** From a model's signature to the OpenAPI document of its server: a pure function without a library. */
@NullMarked
package dev.scoreline.swagger;

import org.jspecify.annotations.NullMarked;
