package dev.scoreline.tribuo;

import com.google.protobuf.Message;
import dev.scoreline.model.InferenceException;
import java.util.List;
import org.tribuo.common.libsvm.protos.SVMModelProto;
import org.tribuo.math.protos.DenseTensorProto;
import org.tribuo.math.protos.SparseTensorProto;

/** Compares the counts that a file states with the values that it holds, before anything is allocated by those counts. */
final class Shapes {

    /** Rows without values that a sparse matrix may have beyond one for each value. */
    private static final int FREE_ROWS = 1024;

    /** LIBSVM counts two classes where there are none: in regression and for one class. */
    private static final int CLASSES_WITHOUT_LABELS = 2;

    private Shapes() {}

    /**
     * Passes messages of other types.
     *
     * @throws InferenceException {@code INVALID_MODEL} if a count does not fit the values
     */
    static void check(Message message) {
        if (message instanceof DenseTensorProto dense) {
            checkDense(dense);
        } else if (message instanceof SparseTensorProto sparse) {
            checkSparse(sparse);
        } else if (message instanceof SVMModelProto svm) {
            checkSvm(svm);
        }
    }

    /** Tribuo multiplies the dimensions in 32 bits, where a product that overflows can seem right. */
    private static void checkDense(DenseTensorProto dense) {
        long size = 1;
        for (int length : dense.getDimensionsList()) {
            // Below 2^31 times below 2^31: no overflow before the test.
            size *= length;
            if (length < 1 || size > Integer.MAX_VALUE) {
                throw misshapen(dense.getDimensionsList(), dense.getValues().size() / Double.BYTES);
            }
        }
        if (size * Double.BYTES != dense.getValues().size()) {
            throw misshapen(dense.getDimensionsList(), dense.getValues().size() / Double.BYTES);
        }
    }

    private static void checkSparse(SparseTensorProto sparse) {
        int values = sparse.getValues().size() / Double.BYTES;
        List<Integer> dimensions = sparse.getDimensionsList();
        boolean isMatrix = dimensions.size() == 2;
        boolean hasNoLength = dimensions.stream().anyMatch(length -> length < 1);
        if (hasNoLength || (isMatrix && dimensions.get(0) > (long) values + FREE_ROWS)) {
            throw misshapen(dimensions, values);
        }
    }

    private static InferenceException misshapen(List<Integer> dimensions, int values) {
        List<Integer> shown = dimensions.subList(0, Math.min(4, dimensions.size()));
        return InferenceException.invalidModel("the file states an array of shape " + shown + " but holds " + values
                + " values for it; save the model again");
    }

    private static void checkSvm(SVMModelProto svm) {
        boolean isNegative = svm.getSvCoefLengthsList().stream().anyMatch(length -> length < 0);
        long coefficients = svm.getSvCoefLengthsList().stream()
                .mapToLong(Integer::longValue)
                .sum();
        int classes = Math.max(CLASSES_WITHOUT_LABELS, svm.getLabelCount());
        if (isNegative
                || coefficients != svm.getSvCoefCount()
                || svm.getL() != svm.getSVCount()
                || svm.getNrClass() > classes) {
            throw InferenceException.invalidModel("the file states a support vector machine of " + svm.getL()
                    + " vectors and "
                    + svm.getNrClass() + " classes but holds " + svm.getSVCount() + " and " + svm.getLabelCount()
                    + "; save the model again");
        }
    }
}
