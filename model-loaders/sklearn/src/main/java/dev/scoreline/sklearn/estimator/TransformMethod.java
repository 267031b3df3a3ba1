package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelSignature;
import java.util.List;
import java.util.Map;

/** The methods of an estimator that can only transform. */
final class TransformMethod {

    private TransformMethod() {}

    /** The one method {@code transform}; a width of -1 is one that varies with the input. */
    static Map<Method, ModelSignature.Method> of(DataType type, int width) {
        return Map.of(
                Method.TRANSFORM, new ModelSignature.Method(Method.TRANSFORM.pythonName(), type, List.of(-1, width)));
    }

    /** {@code transform} of an estimator that gives as many numbers as it takes. */
    static Map<Method, ModelSignature.Method> sameWidth(Columns columns) {
        return of(DataType.FLOAT64, columns.width().orElse(-1));
    }
}
