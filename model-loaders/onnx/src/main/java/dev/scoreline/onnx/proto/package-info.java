/** ONNX files read as data and checked, before native code sees them. */
@NullMarked
package dev.scoreline.onnx.proto;

import org.jspecify.annotations.NullMarked;
