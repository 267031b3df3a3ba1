package dev.scoreline.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * How sessions are made.
 *
 * @param intraOpThreads how many threads one operator may use. One is best for small models, and where requests already
 *     keep all cores busy.
 * @param optimization how much the graph is rewritten at load
 * @param provider what computes: the processor or a graphics card
 */
record OnnxOptions(int intraOpThreads, Optimization optimization, Provider provider) {

    static final OnnxOptions DEFAULT = new OnnxOptions(1, Optimization.ALL, Provider.CPU);

    static final String INTRA_OP_THREADS = "ONNX_INTRA_OP_THREADS";
    static final String OPTIMIZATION = "ONNX_GRAPH_OPTIMIZATION";
    static final String PROVIDER = "ONNX_EXECUTION_PROVIDER";

    /** ONNX Runtime's levels of graph optimisation. */
    enum Optimization {
        NONE(OrtSession.SessionOptions.OptLevel.NO_OPT),
        BASIC(OrtSession.SessionOptions.OptLevel.BASIC_OPT),
        EXTENDED(OrtSession.SessionOptions.OptLevel.EXTENDED_OPT),
        ALL(OrtSession.SessionOptions.OptLevel.ALL_OPT);

        private final OrtSession.SessionOptions.OptLevel level;

        Optimization(OrtSession.SessionOptions.OptLevel level) {
            this.level = level;
        }
    }

    /** What computes. */
    enum Provider {
        CPU,
        CUDA
    }

    /** These options with those of the map that name one. */
    OnnxOptions with(Map<String, String> options) {
        return new OnnxOptions(
                options.containsKey(INTRA_OP_THREADS) ? threads(options.get(INTRA_OP_THREADS)) : intraOpThreads,
                options.containsKey(OPTIMIZATION)
                        ? choice(Optimization.class, OPTIMIZATION, options.get(OPTIMIZATION))
                        : optimization,
                options.containsKey(PROVIDER) ? choice(Provider.class, PROVIDER, options.get(PROVIDER)) : provider);
    }

    private static int threads(String text) {
        try {
            int threads = Integer.parseInt(text);
            if (threads >= 1 && threads <= 1024) {
                return threads;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    INTRA_OP_THREADS + " must be a number from 1 to 1024 but is '" + text + "'", e);
        }
        throw new IllegalArgumentException(INTRA_OP_THREADS + " must be a number from 1 to 1024 but is '" + text + "'");
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String name, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(name + " must be one of "
                + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT) + " but is '" + text + "'");
    }

    /** Settings for one session; the caller closes them. */
    OrtSession.SessionOptions create() throws OrtException {
        OrtSession.SessionOptions session = new OrtSession.SessionOptions();
        try {
            // A client's mistake would write a line. What goes wrong is told by an exception as well.
            session.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            session.setIntraOpNumThreads(intraOpThreads);
            session.setInterOpNumThreads(1);
            session.setOptimizationLevel(optimization.level);
            // Threads that spin while they wait take the cores from those that answer other requests.
            session.addConfigEntry("session.intra_op.allow_spinning", "0");
            if (provider == Provider.CUDA) {
                addCuda(session);
            }
            return session;
        } catch (OrtException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static void addCuda(OrtSession.SessionOptions session) {
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            throw InferenceException.unsupportedModel(
                    PROVIDER + " is cuda, but this build of the server knows the processor only:"
                            + " build it with the Maven profile gpu, or set cpu");
        }
        try {
            session.addCUDA();
        } catch (OrtException e) {
            throw new InferenceException(
                    ErrorCode.UNSUPPORTED_MODEL,
                    PROVIDER + " is cuda, but no graphics card can be used: " + OrtMessages.plain(e)
                            + "; the line above says what is missing of NVIDIA's driver, CUDA and cuDNN, or set cpu",
                    e);
        }
    }
}
