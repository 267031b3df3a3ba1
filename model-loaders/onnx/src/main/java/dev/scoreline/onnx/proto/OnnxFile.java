package dev.scoreline.onnx.proto;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.wire.WireReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An ONNX file, read as data and checked: its structure, its versions, whose operators it asks for, and that every tensor in it
 * has as many bytes as its shape needs. Fields and their numbers are those of {@code onnx.proto}. Immutable; thread-safe.
 *
 * @param bytes the whole file
 * @param irVersion the version of the format
 * @param producer the exporter's name and version; empty if the file does not say
 * @param opsets the version of each set of operators, by domain
 * @param usesExternalData whether weights lie in other files, all of them checked to lie beside this one
 */
public record OnnxFile(
        byte[] bytes, long irVersion, String producer, Map<String, Long> opsets, boolean usesExternalData) {

    /** Protobuf's own limit, and that of Java's arrays. */
    private static final long MAX_BYTES = Integer.MAX_VALUE - 16;

    /**
     * Reads and checks a file. Blocks.
     *
     * @throws InferenceException {@code INVALID_MODEL} for a damaged or hostile file, {@code UNSUPPORTED_MODEL} for one that asks for
     *     operators which are not ONNX's
     */
    public static OnnxFile read(Path file) {
        byte[] bytes = bytes(file);
        Header header = new Header();
        WireReader model = new WireReader(bytes, 0, bytes.length, OnnxFile::damaged);
        for (int field = model.next(); field != 0; field = model.next()) {
            header.take(field, model);
        }
        if (header.irVersion <= 0) {
            throw damaged("it does not say the version of its format");
        }
        WireReader graph = header.graph.orElseThrow(() -> damaged("it holds no graph"));
        GraphCheck check = new GraphCheck(new ExternalData(file), header.functionDomains);
        header.functions.forEach(check::checkFunction);
        check.checkGraph(graph, 0);
        return new OnnxFile(bytes, header.irVersion, header.producer(), header.opsets, check.usesExternalData());
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw InferenceException.unsupportedModel(
                        "the file is longer than 2 GiB, which is protobuf's limit: export"
                                + " the model with its weights in external data");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_MODEL, "cannot read the model file '" + file.getFileName() + "'", e);
        }
    }

    static InferenceException damaged(String what) {
        return InferenceException.invalidModel(
                "the file is no ONNX model, or it is damaged: " + what + "; copy or export it again");
    }

    /** ModelProto. */
    private static final class Header {
        private long irVersion;
        private String producerName = "";
        private String producerVersion = "";
        private final Map<String, Long> opsets = new LinkedHashMap<>();
        private Optional<WireReader> graph = Optional.empty();
        private final List<WireReader> functions = new ArrayList<>();
        private final Set<String> functionDomains = new HashSet<>();

        void take(int field, WireReader model) {
            switch (field) {
                case 1 -> irVersion = model.number();
                case 2 -> producerName = model.text();
                case 3 -> producerVersion = model.text();
                case 7 -> {
                    if (graph.isPresent()) {
                        throw damaged("it holds two graphs");
                    }
                    graph = Optional.of(model.message());
                }
                case 8 -> takeOpset(model.message());
                case 25 -> {
                    functions.add(model.message());
                    functionDomains.add(GraphCheck.functionDomain(model.message()));
                }
                default -> {}
            }
        }

        private void takeOpset(WireReader opset) {
            String domain = "";
            long version = 0;
            for (int field = opset.next(); field != 0; field = opset.next()) {
                switch (field) {
                    case 1 -> domain = opset.text();
                    case 2 -> version = opset.number();
                    default -> {}
                }
            }
            opsets.put(domain.isEmpty() ? "ai.onnx" : domain, version);
        }

        private String producer() {
            return (producerName + " " + producerVersion).trim();
        }
    }
}
