package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Tensor;
import dev.scoreline.sklearn.pickle.NdArray;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of a classifier with one output or many. Of many outputs {@code classes_} is a list of arrays, one an output.
 * Immutable; thread-safe.
 */
final class OutputClasses {

    private final List<Integer> sizes;
    private final List<Integer> offsets;
    private final Classes all;

    private OutputClasses(List<Integer> sizes, Classes all) {
        this.sizes = sizes;
        this.all = all;
        this.offsets = new ArrayList<>();
        int offset = 0;
        for (int size : sizes) {
            offsets.add(offset);
            offset += size;
        }
    }

    /** The classes in {@code classes_}, for this number of outputs. */
    static OutputClasses of(FittedState state, int outputs) {
        if (outputs == 1) {
            List<PyValue> labels = state.items("classes_");
            return new OutputClasses(List.of(labels.size()), Classes.of(labels));
        }
        List<PyValue> arrays = state.items("classes_");
        if (arrays.size() != outputs) {
            throw InferenceException.invalidModel("expected " + state.className() + ".classes_ to be a list of "
                    + outputs + " arrays but got " + arrays.size());
        }
        List<Integer> sizes = new ArrayList<>();
        List<PyValue> labels = new ArrayList<>();
        for (PyValue value : arrays) {
            if (!(value instanceof NdArray array)) {
                throw state.wrong("classes_", "a list of arrays", value);
            }
            sizes.add(array.size());
            labels.addAll(array.items());
        }
        // 0.20 put the labels of many outputs into an array of 64-bit floating point numbers.
        boolean asNumbers = state.version().isBefore(0, 21);
        return new OutputClasses(sizes, Classes.of(asNumbers ? numbers(labels) : labels));
    }

    private static List<PyValue> numbers(List<PyValue> labels) {
        return labels.stream().map(OutputClasses::number).toList();
    }

    private static PyValue number(PyValue label) {
        if (label instanceof Int number) {
            return new Real(number.value());
        }
        if (label instanceof Bool flag) {
            return new Real(flag.value() ? 1 : 0);
        }
        return label;
    }

    /** The number of classes of each output. */
    List<Integer> sizes() {
        return sizes;
    }

    /** The number of outputs. */
    int outputs() {
        return sizes.size();
    }

    /** The number of classes of an output. */
    int size(int output) {
        return sizes.get(output);
    }

    /** The number of classes of all outputs before this one. */
    int offset(int output) {
        return offsets.get(output);
    }

    /** The number of classes of all outputs. */
    int total() {
        return offset(outputs() - 1) + size(outputs() - 1);
    }

    DataType type() {
        return all.type();
    }

    /** The shape of the labels of this number of rows; -1 where it is not known. */
    List<Integer> labelShape(int rows) {
        return outputs() == 1 ? List.of(rows) : List.of(rows, outputs());
    }

    /**
     * The labels of rows.
     *
     * @param indexes for each row the index of the class of each output, within that output
     */
    Tensor labels(int[] indexes) {
        int rows = indexes.length / outputs();
        if (outputs() == 1) {
            return all.labels(indexes);
        }
        int[] within = new int[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            within[i] = offset(i % outputs()) + indexes[i];
        }
        return all.labels(within, rows, outputs());
    }
}
