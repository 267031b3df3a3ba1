package dev.scoreline.onnx.proto;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.wire.WireReader;
import java.util.Set;

/** Checks the graphs of an ONNX file: GraphProto, NodeProto, AttributeProto, FunctionProto. One thread. */
final class GraphCheck {

    /** Graphs inside nodes: bodies of loops and branches. Exporters go down three or four. */
    private static final int MAX_DEPTH = 32;

    /** The largest models have some ten thousand nodes. */
    private static final int MAX_NODES = 1_000_000;

    private static final Set<String> KNOWN_DOMAINS =
            Set.of("", "ai.onnx", "ai.onnx.ml", "ai.onnx.preview", "com.microsoft", "com.microsoft.nchwc");

    private final TensorCheck tensors;
    private final Set<String> functionDomains;
    private int nodes;

    GraphCheck(ExternalData externalData, Set<String> functionDomains) {
        this.tensors = new TensorCheck(externalData);
        this.functionDomains = functionDomains;
    }

    boolean usesExternalData() {
        return tensors.sawExternalData();
    }

    static String functionDomain(WireReader function) {
        for (int field = function.next(); field != 0; field = function.next()) {
            if (field == 10) {
                return function.text();
            }
        }
        return "";
    }

    void checkFunction(WireReader function) {
        for (int field = function.next(); field != 0; field = function.next()) {
            if (field == 7) {
                checkNode(function.message(), 1);
                TreeCheck.check(function.message());
            }
        }
    }

    void checkGraph(WireReader graph, int depth) {
        if (depth > MAX_DEPTH) {
            throw OnnxFile.damaged("graphs are nested deeper than " + MAX_DEPTH + " levels");
        }
        for (int field = graph.next(); field != 0; field = graph.next()) {
            switch (field) {
                case 1 -> {
                    checkNode(graph.message(), depth);
                    TreeCheck.check(graph.message());
                }
                case 5 -> tensors.check(graph.message());
                case 15 -> tensors.checkSparse(graph.message());
                default -> {}
            }
        }
    }

    private void checkNode(WireReader node, int depth) {
        if (++nodes > MAX_NODES) {
            throw OnnxFile.damaged("the graph has more than " + MAX_NODES + " nodes");
        }
        String operator = "";
        String domain = "";
        for (int field = node.next(); field != 0; field = node.next()) {
            switch (field) {
                case 4 -> operator = node.text();
                case 5 -> checkAttribute(node.message(), depth);
                case 7 -> domain = node.text();
                default -> {}
            }
        }
        if (!KNOWN_DOMAINS.contains(domain) && !functionDomains.contains(domain)) {
            throw InferenceException.unsupportedModel("the operator '" + operator + "' is of the domain '" + domain
                    + "', whose operators are not ONNX's: libraries of custom operators are not loaded, so export the model"
                    + " without them");
        }
    }

    private void checkAttribute(WireReader attribute, int depth) {
        for (int field = attribute.next(); field != 0; field = attribute.next()) {
            switch (field) {
                case 5, 10 -> tensors.check(attribute.message());
                case 6, 11 -> checkGraph(attribute.message(), depth + 1);
                case 22, 23 -> tensors.checkSparse(attribute.message());
                default -> {}
            }
        }
    }
}
