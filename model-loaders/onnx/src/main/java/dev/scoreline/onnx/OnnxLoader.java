package dev.scoreline.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelLoader;
import dev.scoreline.model.ModelSource;
import dev.scoreline.onnx.proto.OnnxFile;
import java.util.Map;

/**
 * Opens ONNX files in ONNX Runtime. A file is read as data and checked first, since native code that fails takes the whole
 * process along. Thread-safe.
 */
public final class OnnxLoader implements ModelLoader {

    /** ONNX Runtime builds a tree with more than 500 bytes of stack for each node on the way down, and less than 2,000. */
    private static final long STACK_BYTES = 128L << 20;

    private final OnnxOptions options;

    public OnnxLoader() {
        this(OnnxOptions.DEFAULT);
    }

    private OnnxLoader(OnnxOptions options) {
        this.options = options;
    }

    @Override
    public String format() {
        return "onnx";
    }

    @Override
    public String fileNames() {
        return "*.onnx";
    }

    @Override
    public boolean recognizes(ModelSource source) {
        return source.fileName().endsWith(".onnx");
    }

    @Override
    public ModelLoader configured(Map<String, String> chosen) {
        return new OnnxLoader(options.with(chosen));
    }

    @Override
    public Model load(ModelSource source) {
        OnnxFile file = OnnxFile.read(source.path());
        try {
            return DeepStack.run("onnx-load", STACK_BYTES, () -> open(file, source));
        } catch (OrtException e) {
            throw new InferenceException(code(e), "ONNX Runtime refuses the file: " + OrtMessages.plain(e), e);
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new InferenceException(
                    ErrorCode.UNSUPPORTED_MODEL,
                    "ONNX Runtime's native library cannot be loaded on this machine: it needs a writable folder for temporary"
                            + " files, or -Donnxruntime.native.path with the library in it",
                    e);
        }
    }

    private OnnxModel open(OnnxFile file, ModelSource source) throws OrtException {
        OrtEnvironment environment = OnnxRuntime.environment();
        try (OrtSession.SessionOptions session = options.create()) {
            // From the bytes that were checked, where the weights are not beside the file.
            OrtSession opened = file.usesExternalData()
                    ? environment.createSession(source.path().toString(), session)
                    : environment.createSession(file.bytes(), session);
            try {
                return new OnnxModel(environment, opened, file);
            } catch (OrtException | RuntimeException e) {
                opened.close();
                throw e;
            }
        }
    }

    private static ErrorCode code(OrtException e) {
        return switch (e.getCode()) {
            case ORT_NOT_IMPLEMENTED, ORT_EP_FAIL -> ErrorCode.UNSUPPORTED_MODEL;
            default ->
                OrtMessages.plain(e).contains("is under development and support for this is limited")
                                || OrtMessages.plain(e).contains("Unsupported model IR version")
                        ? ErrorCode.UNSUPPORTED_MODEL
                        : ErrorCode.INVALID_MODEL;
        };
    }
}
