package dev.scoreline.tribuo;

/** Why Tribuo's other classes are refused, and the way out. */
enum RefusedClasses {
    LIBLINEAR(
            ".liblinear.",
            "which keeps Java-serialised objects in the file, and reading those can run code; train it with a linear SGD or"
                    + " LibSVM trainer instead"),
    XGBOOST(".xgboost.", "which wraps a booster of XGBoost; save the booster itself and serve that file"),
    TENSORFLOW(
            ".interop.tensorflow.",
            "which runs TensorFlow's native code; export the network to ONNX and serve that file"),
    ONNX(".interop.onnx.", "which wraps an ONNX model; serve the .onnx file itself"),
    REMOTE(".interop.oci.", "which asks a server elsewhere for its answers; serve the model that answers there"),
    HASHED(
            "org.tribuo.hash.",
            "whose feature names are hashed with a secret that the file does not hold; train it without hashing"),
    SEQUENCE(".sequence.", "which labels sequences, not rows; serve a model of rows"),
    CRF(".sgd.crf.", "which labels sequences, not rows; serve a model of rows"),
    DUMMY(".baseline.Dummy", "which answers without looking at the row; serve a trained model"),
    ANY("", "which is none of the classes of Tribuo that are served (docs/models.md names them); train one of those");

    private final String mark;
    private final String reason;

    RefusedClasses(String mark, String reason) {
        this.mark = mark;
        this.reason = reason;
    }

    /** Completes the sentence "the model holds CLASS, …". */
    static String reason(String className) {
        for (RefusedClasses refused : values()) {
            if (className.startsWith("org.tribuo.") && className.contains(refused.mark)) {
                return refused.reason;
            }
        }
        return ANY.reason;
    }
}
