package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.InferenceException;
import java.util.Arrays;

/**
 * The shape of an array and the order in which its items lie in a file. Immutable; thread-safe.
 */
final class ArrayOrder {

    private final int[] shape;
    private final int[] strides;
    private final int size;

    private ArrayOrder(int[] shape, int[] strides) {
        this.shape = shape;
        this.strides = strides;
        this.size = size(shape);
    }

    /** NumPy's order C: the last dimension runs fastest. */
    static ArrayOrder rowMajor(int[] shape) {
        return new ArrayOrder(shape, rowMajorStrides(shape));
    }

    /** NumPy's order F: the first dimension runs fastest. */
    static ArrayOrder columnMajor(int[] shape) {
        return new ArrayOrder(shape, reversed(rowMajorStrides(reversed(shape))));
    }

    /** Items in row-major order of {@code shape}, whose axes are then put into another order. */
    static ArrayOrder transposed(int[] shape, int[] axes) {
        int[] sorted = axes.clone();
        Arrays.sort(sorted);
        int[] strides = rowMajorStrides(shape);
        int[] newShape = new int[shape.length];
        int[] newStrides = new int[shape.length];
        for (int i = 0; i < shape.length; i++) {
            if (axes.length != shape.length || sorted[i] != i) {
                throw InferenceException.invalidModel(
                        "expected an order of " + shape.length + " axes but got " + Arrays.toString(axes));
            }
            newShape[i] = shape[axes[i]];
            newStrides[i] = strides[axes[i]];
        }
        return new ArrayOrder(newShape, newStrides);
    }

    int[] shape() {
        return shape;
    }

    /** The number of items. */
    int size() {
        return size;
    }

    boolean isRowMajor() {
        return shape.length < 2 || Arrays.equals(strides, rowMajorStrides(shape));
    }

    /** For each item in row-major order, its place in the file. */
    int[] sources() {
        int[] sources = new int[size];
        int[] index = new int[shape.length];
        int source = 0;
        for (int i = 0; i < size; i++) {
            sources[i] = source;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                source += strides[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                source -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return sources;
    }

    private static int[] rowMajorStrides(int[] shape) {
        size(shape);
        int[] strides = new int[shape.length];
        int stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(shape[axis], 1);
        }
        return strides;
    }

    private static int[] reversed(int[] values) {
        int[] reversed = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }
        return reversed;
    }

    private static int size(int[] shape) {
        long size = 1;
        for (int length : shape) {
            size *= length;
            if (size > Integer.MAX_VALUE) {
                throw InferenceException.invalidModel(
                        "an array of shape " + Arrays.toString(shape) + " has more items than can be held");
            }
        }
        return (int) size;
    }
}
