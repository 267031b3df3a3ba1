package dev.scoreline.scoring.codec;

/** How an answer is written; a request's form decides it, so that a client of another server reads what it is used to. */
public enum AnswerForm {
    /** The bare list, as Python's {@code tolist()} and Azure ML's MLflow deployments give it. */
    BARE,
    /** Under the method's name, as Azure ML's scikit-learn deployments do it: {@code {"predict": […]}}. */
    BY_METHOD,
    /** {@code {"predictions": […]}}, TensorFlow Serving's answer to {@code instances}. */
    PREDICTIONS,
    /** {@code {"outputs": […]}}, TensorFlow Serving's answer to {@code inputs}. */
    OUTPUTS,
    /** ONNX Runtime Server's tensors with their values as lists. */
    TENSORS,
    /** ONNX Runtime Server's tensors with their values as base64 of little-endian bytes. */
    RAW_TENSORS;

    /** Whether each output is a tensor of its own. */
    public boolean isTensors() {
        return switch (this) {
            case TENSORS, RAW_TENSORS -> true;
            case BARE, BY_METHOD, PREDICTIONS, OUTPUTS -> false;
        };
    }
}
