package dev.scoreline.sklearn.pickle;

import dev.scoreline.sklearn.pickle.DType.Field;
import dev.scoreline.sklearn.pickle.PyValue.Dict;
import dev.scoreline.sklearn.pickle.PyValue.Global;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@code sklearn.tree._tree.Tree} as a pickle would give it, of at most one split. */
public final class PickledTree {

    private static final DType INT64 = new DType('i', 8, ByteOrder.LITTLE_ENDIAN, List.of());
    private static final DType FLOAT64 = new DType('f', 8, ByteOrder.LITTLE_ENDIAN, List.of());
    private static final DType UINT8 = new DType('u', 1, ByteOrder.LITTLE_ENDIAN, List.of());

    private PickledTree() {}

    /**
     * A tree that splits feature 0 at 0.5: left is node 1, right is node 2, where missing values go.
     *
     * @param features the number of features
     * @param values of each of the three nodes, an array of outputs, which are arrays of classes
     */
    public static PyObject stump(int features, double[][]... values) {
        return tree(features, nodes(true, new int[][] {{1, 2}, {-1, -1}, {-1, -1}}), values);
    }

    /** As {@link #stump}, written before nodes had a flag for missing values. */
    public static PyObject oldStump(int features, double[][]... values) {
        return tree(features, nodes(false, new int[][] {{1, 2}, {-1, -1}, {-1, -1}}), values);
    }

    /** A tree of one node. */
    public static PyObject leaf(int features, double[]... values) {
        return tree(features, nodes(true, new int[][] {{-1, -1}}), new double[][][] {values});
    }

    /** A tree whose root is its own child. */
    public static PyObject loop(int features) {
        return tree(features, nodes(true, new int[][] {{0, 0}}), new double[][][] {{{1}}});
    }

    private static PyObject tree(int features, NdArray nodes, double[][][] values) {
        int outputs = values[0].length;
        int width = values[0][0].length;
        List<Double> flat = new ArrayList<>();
        for (double[][] node : values) {
            for (double[] output : node) {
                for (double value : output) {
                    flat.add(value);
                }
            }
        }
        Map<PyValue, PyValue> state = new LinkedHashMap<>();
        state.put(new Text("nodes"), nodes);
        state.put(
                new Text("values"),
                Fitted.array(
                        new int[] {values.length, outputs, width},
                        flat.stream().mapToDouble(value -> value).toArray()));
        PyObject tree = new PyObject(
                new Global("sklearn.tree._tree", "Tree"),
                List.of(new Int(features), counts(outputs, width), new Int(outputs)));
        tree.setState(new Dict(state));
        return tree;
    }

    private static NdArray counts(int outputs, int width) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * outputs).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < outputs; i++) {
            bytes.putLong(width);
        }
        return NdArray.ofBytes(INT64, new int[] {outputs}, bytes.array());
    }

    private static NdArray nodes(boolean hasFlags, int[][] children) {
        List<Field> fields = new ArrayList<>(List.of(
                new Field("left_child", INT64, 0),
                new Field("right_child", INT64, 8),
                new Field("feature", INT64, 16),
                new Field("threshold", FLOAT64, 24)));
        if (hasFlags) {
            fields.add(new Field("missing_go_to_left", UINT8, 32));
        }
        DType type = new DType('V', 40, ByteOrder.LITTLE_ENDIAN, fields);
        ByteBuffer bytes = ByteBuffer.allocate(40 * children.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int[] node : children) {
            bytes.putLong(node[0]).putLong(node[1]).putLong(0).putDouble(0.5).putLong(0);
        }
        return NdArray.ofBytes(type, new int[] {children.length}, bytes.array());
    }

    /** An array of estimators with this shape: {@code estimators_} of gradient boosting. */
    public static NdArray estimators(int[] shape, Fitted... estimators) {
        List<PyValue> objects = new ArrayList<>();
        for (Fitted estimator : estimators) {
            objects.add(estimator.object());
        }
        return NdArray.ofObjects(new DType('O', 8, ByteOrder.LITTLE_ENDIAN, List.of()), shape, objects);
    }

    /** A list of estimators: {@code estimators_} of a forest. */
    public static PyValue list(Fitted... estimators) {
        List<PyValue> objects = new ArrayList<>();
        for (Fitted estimator : estimators) {
            objects.add(estimator.object());
        }
        return new PyValue.Sequence(objects);
    }
}
