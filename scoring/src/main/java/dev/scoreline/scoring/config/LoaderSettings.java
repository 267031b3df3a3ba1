package dev.scoreline.scoring.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Settings that are for loaders. The core hands them on by their environment's names, without knowing the loaders, which say what is
 * wrong with a value. Stateless; thread-safe.
 */
public final class LoaderSettings {

    public static final Setting<Optional<String>> ONNX_INTRA_OP_THREADS = option(
            "ONNX_INTRA_OP_THREADS",
            "onnx-intra-op-threads",
            "How many threads one operator of an ONNX model may use. Raise it for a large model that is asked rarely; many requests"
                    + " at once keep all cores busy already.",
            "threads",
            "1",
            LoaderSettings::threads);

    public static final Setting<Optional<String>> ONNX_GRAPH_OPTIMIZATION = option(
            "ONNX_GRAPH_OPTIMIZATION",
            "onnx-graph-optimization",
            "none, basic, extended or all: how much ONNX Runtime rewrites a model at load. Lower it where a model answers"
                    + " otherwise than without.",
            "",
            "all",
            oneOf("none", "basic", "extended", "all"));

    public static final Setting<Optional<String>> ONNX_EXECUTION_PROVIDER = option(
            "ONNX_EXECUTION_PROVIDER",
            "execution-provider",
            "cpu or cuda: what computes ONNX models. cuda needs a build with the Maven profile gpu and a graphics card of NVIDIA's.",
            "",
            "cpu",
            oneOf("cpu", "cuda"));

    static final List<Setting<Optional<String>>> ALL =
            List.of(ONNX_INTRA_OP_THREADS, ONNX_GRAPH_OPTIMIZATION, ONNX_EXECUTION_PROVIDER);

    private LoaderSettings() {}

    private static Setting<Optional<String>> option(
            String environmentName,
            String commandLineName,
            String description,
            String unit,
            String defaultText,
            Function<String, String> parser) {
        return new Setting<>(
                environmentName,
                commandLineName,
                description,
                unit,
                Optional.empty(),
                defaultText,
                false,
                value -> Optional.of(parser.apply(value.strip())));
    }

    private static String threads(String value) {
        if (!value.matches("[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException("a number from 1 to 999");
        }
        return value;
    }

    private static Function<String, String> oneOf(String... words) {
        List<String> known = List.of(words);
        return value -> {
            if (!known.contains(value)) {
                throw new IllegalArgumentException("one of " + String.join(", ", words));
            }
            return value;
        };
    }

    /** The options that are set, by their environment's names, as loaders take them. */
    public static Map<String, String> options(Settings settings) {
        Map<String, String> options = new LinkedHashMap<>();
        for (Setting<Optional<String>> setting : ALL) {
            settings.get(setting).ifPresent(value -> options.put(setting.environmentName(), value));
        }
        return options;
    }
}
