package dev.scoreline.scoring.codec;

/** Gathers the ONNX tensors of one request, and makes of them what the model takes. One thread. */
interface OnnxInputs {

    /** How many values the tensors hold so far. */
    long values();

    /**
     * Takes one more tensor.
     *
     * @throws dev.scoreline.model.InferenceException {@code INVALID_INPUT} if it was given before, or cannot be the model's
     */
    void add(OnnxTensor tensor);

    /**
     * What the tensors are to the model, when there are no more.
     *
     * @throws dev.scoreline.model.InferenceException {@code INVALID_INPUT} or {@code INPUT_TOO_LARGE}, with the place
     */
    ReadRows rows();
}
