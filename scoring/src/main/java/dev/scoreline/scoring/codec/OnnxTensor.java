package dev.scoreline.scoring.codec;

import dev.scoreline.model.Tensor;

/**
 * A named tensor of an ONNX request.
 *
 * @param field the field that held its values; empty if it has none
 */
record OnnxTensor(String name, Tensor tensor, String field) {

    static final String RAW = "rawData";

    /** Whether its values came as bytes and not as a list, which decides how the answer is written. */
    boolean isRaw() {
        return field.equals(RAW);
    }

    /** Where a value stands: bytes have no pointers of their own. */
    String place(String pointer, int index) {
        return pointer + "/" + field + (isRaw() ? ": value " : "/") + index;
    }
}
