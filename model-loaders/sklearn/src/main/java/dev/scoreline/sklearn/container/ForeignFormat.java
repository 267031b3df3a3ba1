package dev.scoreline.sklearn.container;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What a file that is no pickle seems to be, and what to do about it. Immutable; thread-safe. */
record ForeignFormat(String start, String advice) {

    private static final int HEAD_BYTES = 64;

    private static final List<ForeignFormat> KNOWN = List.of(
            new ForeignFormat(
                    "PK\003\004", "a zip archive, as skops, PyTorch and Keras write; save the model with joblib.dump"),
            new ForeignFormat("ZF", "a dump of joblib 0.9 or older; load it in Python and save it with a newer joblib"),
            new ForeignFormat("\u0093NUMPY", "a NumPy array (.npy), which is data without a model"),
            new ForeignFormat("\u0089HDF", "an HDF5 file, as Keras writes; export the model to ONNX"),
            new ForeignFormat("version https://git-lfs", "a Git LFS pointer; fetch the file itself with git lfs pull"),
            new ForeignFormat("tree\n", "a LightGBM text model; name it *.lgb or *.txt"),
            new ForeignFormat("binf", "an XGBoost binary model; name it *.xgb or *.model"),
            new ForeignFormat("<?xml", "XML, such as PMML; save the model with joblib.dump"),
            new ForeignFormat("<!DOCTYPE", "a web page, perhaps an error page that was saved as the model"),
            new ForeignFormat("<html", "a web page, perhaps an error page that was saved as the model"),
            new ForeignFormat("{", "JSON; an XGBoost model of this kind is named *.json or *.ubj"),
            new ForeignFormat("PAR1", "a Parquet table, which is data without a model"),
            new ForeignFormat("\u00ac\u00ed", "a serialised Java object, which is never read"),
            new ForeignFormat("\b", "a protocol buffer, such as ONNX; name an ONNX model *.onnx"));

    /** A sentence about a file that is not what was expected. */
    static String describe(byte[] file) {
        if (file.length == 0) {
            return "the file is empty";
        }
        String head = new String(file, 0, Math.min(file.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
        return KNOWN.stream()
                .filter(format -> head.startsWith(format.start))
                .findFirst()
                .map(format -> "the file seems to be " + format.advice)
                .orElseGet(() -> unknown(head));
    }

    private static String unknown(String head) {
        boolean isText = head.chars().allMatch(c -> c == '\n' || c == '\r' || c == '\t' || (c >= ' ' && c <= '~'));
        if (isText) {
            return "the file seems to be text";
        }
        byte[] first = head.substring(0, Math.min(head.length(), 4)).getBytes(StandardCharsets.ISO_8859_1);
        return "the file's first bytes " + Arrays.toString(first) + " are of no format that is known here";
    }
}
