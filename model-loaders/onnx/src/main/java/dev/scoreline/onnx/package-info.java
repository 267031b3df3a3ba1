/** Models in ONNX's format, scored by ONNX Runtime: the loader, the model, its memory. */
@NullMarked
package dev.scoreline.onnx;

import org.jspecify.annotations.NullMarked;
