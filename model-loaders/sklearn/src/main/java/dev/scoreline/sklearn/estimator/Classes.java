package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Tensor;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.List;

/** The labels of a classifier, {@code classes_}, in the order of its columns of probabilities. */
public final class Classes {

    private final List<PyValue> labels;
    private final DataType type;

    private Classes(List<PyValue> labels, DataType type) {
        this.labels = labels;
        this.type = type;
    }

    /**
     * The labels of {@code classes_} or one item of a list of them.
     *
     * @throws InferenceException {@code UNSUPPORTED_MODEL} if the labels are not all text, all integers, all booleans or all numbers
     */
    public static Classes of(List<PyValue> labels) {
        return new Classes(List.copyOf(labels), typeOf(labels));
    }

    private static DataType typeOf(List<PyValue> labels) {
        if (labels.isEmpty()) {
            throw InferenceException.invalidModel("a classifier has no classes");
        }
        if (labels.stream().allMatch(label -> label instanceof Text)) {
            return DataType.STRING;
        }
        if (labels.stream().allMatch(label -> label instanceof Bool)) {
            return DataType.BOOL;
        }
        if (labels.stream().allMatch(label -> label instanceof Int)) {
            return DataType.INT64;
        }
        if (labels.stream().allMatch(label -> label instanceof Real)) {
            return DataType.FLOAT64;
        }
        throw InferenceException.unsupportedModel(
                "the classes are labels of different types; train with labels that are all text or all numbers");
    }

    public int size() {
        return labels.size();
    }

    public DataType type() {
        return type;
    }

    /** The labels of these class indexes, one a row. */
    public Tensor labels(int[] indexes) {
        return labels(indexes, indexes.length);
    }

    /** The labels of these class indexes, in an array of this shape. */
    public Tensor labels(int[] indexes, int... shape) {
        return switch (type) {
            case STRING -> {
                String[] values = new String[indexes.length];
                for (int i = 0; i < indexes.length; i++) {
                    values[i] = ((Text) labels.get(indexes[i])).value();
                }
                yield new Tensor.Texts(shape, values);
            }
            case BOOL -> {
                boolean[] values = new boolean[indexes.length];
                for (int i = 0; i < indexes.length; i++) {
                    values[i] = ((Bool) labels.get(indexes[i])).value();
                }
                yield new Tensor.Booleans(shape, values);
            }
            case INT64 -> {
                long[] values = new long[indexes.length];
                for (int i = 0; i < indexes.length; i++) {
                    values[i] = ((Int) labels.get(indexes[i])).value();
                }
                yield new Tensor.Longs(shape, values);
            }
            case FLOAT64, FLOAT32, FLOAT16, BFLOAT16, INT8, INT16, INT32, UINT8, UINT16, UINT32, UINT64, OBJECT -> {
                double[] values = new double[indexes.length];
                for (int i = 0; i < indexes.length; i++) {
                    values[i] = ((Real) labels.get(indexes[i])).value();
                }
                yield new Tensor.Doubles(shape, values);
            }
        };
    }
}
