package dev.scoreline.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.Columns;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.ModelSignature.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws a signature from a session's inputs and outputs. Stateless; thread-safe. */
final class OnnxSignature {

    /** The one method: an ONNX graph is a single function. */
    static final String METHOD = "predict";

    private OnnxSignature() {}

    static ModelSignature of(OrtSession session) throws OrtException {
        List<Input> inputs = new ArrayList<>();
        for (NodeInfo node : session.getInputInfo().values()) {
            inputs.add(input(node));
        }
        List<Output> outputs = new ArrayList<>();
        for (NodeInfo node : session.getOutputInfo().values()) {
            outputs.add(output(node));
        }
        return new ModelSignature(columns(inputs), inputs, List.of(Method.of(METHOD, outputs)));
    }

    private static Input input(NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo info)) {
            throw InferenceException.unsupportedModel("the input '" + node.getName()
                    + "' is a list or a map: models whose inputs are tensors can be served");
        }
        return new Input(node.getName(), type(node, info), shape(info));
    }

    private static Output output(NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo info) {
            return new Output(node.getName(), type(node, info), shape(info));
        }
        return new Output(node.getName(), DataType.OBJECT, List.of(-1));
    }

    private static DataType type(NodeInfo node, TensorInfo info) {
        return ElementTypes.of(info)
                .orElseThrow(() -> InferenceException.unsupportedModel("'" + node.getName() + "' is of ONNX's type "
                        + info.onnxType.name().replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", "")
                        + ", which cannot be read or written: export the model with another type"));
    }

    private static List<Integer> shape(TensorInfo info) {
        List<Integer> shape = new ArrayList<>();
        for (long length : info.getShape()) {
            shape.add(length < 0 || length > Integer.MAX_VALUE ? -1 : (int) length);
        }
        return shape;
    }

    /**
     * The columns of a model that takes rows: one input of [rows, columns], or several of [rows, 1], one a column, which is how
     * converters write a model that was fitted on a data frame.
     */
    private static Optional<Columns> columns(List<Input> inputs) {
        boolean areRows = !inputs.isEmpty() && inputs.stream().allMatch(OnnxSignature::isRows);
        if (!areRows) {
            return Optional.empty();
        }
        if (inputs.size() > 1) {
            boolean areColumns = inputs.stream().allMatch(input -> input.shape().get(1) == 1);
            return areColumns
                    ? Optional.of(new Columns(
                            inputs.stream()
                                    .map(input -> new Feature(input.name(), input.type()))
                                    .toList(),
                            true,
                            ExtraColumns.REFUSED))
                    : Optional.empty();
        }
        Input only = inputs.get(0);
        int width = only.shape().get(1);
        if (width >= 0) {
            return Optional.of(new Columns(ModelSignature.positions(width, only.type()), false, ExtraColumns.REFUSED));
        }
        return only.type() == DataType.STRING
                ? Optional.empty()
                : Optional.of(new Columns(List.of(), false, ExtraColumns.KEPT));
    }

    private static boolean isRows(Input input) {
        return input.shape().size() == 2;
    }
}
