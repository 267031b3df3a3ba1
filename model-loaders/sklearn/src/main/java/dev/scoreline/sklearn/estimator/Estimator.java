package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import java.util.Map;

/**
 * A fitted estimator: a pure function of a table, without Python. Made from the state of a pickle once, checked whole at
 * that time, immutable afterwards. Thread-safe.
 */
public interface Estimator {

    /** What it knows about the columns that it was fitted on. */
    Columns columns();

    /**
     * The columns that it must be given so that what it gives suits the estimator behind it. A transformer that hands values
     * on, or fills only the missing ones, has no type of its own for them; any other knows its columns by itself.
     *
     * @param next the columns of the estimator behind this one
     */
    default Columns columns(Columns next) {
        return columns();
    }

    /** The answers it can give, with their types and shapes (-1 for the rows), in {@link Method}'s order. */
    Map<Method, ModelSignature.Method> methods();

    /**
     * One answer a row.
     *
     * @param method one of {@link #methods()}
     * @param input a table with the columns that the estimator was fitted on
     * @return for {@link Method#TRANSFORM} always a {@link Table}
     * @throws InferenceException {@code INVALID_INPUT}, with the cell where there is one, for values that scikit-learn refuses too
     */
    Payload evaluate(Method method, Table input);

    /** Its class name, the few settings that matter to a reader, and its parts. */
    Outline outline();

    /** What a transformer gives. */
    default Table transform(Table input) {
        return (Table) evaluate(Method.TRANSFORM, input);
    }

    /**
     * Whether a transformer gives as many columns as it takes, however many these are. Asked where {@link #columns()} knows
     * no width: what comes after such a transformer in a pipeline then tells how many columns the pipeline takes.
     */
    default boolean keepsWidth() {
        return false;
    }

    /**
     * Whether scikit-learn's {@code transform} gives 32-bit numbers for a request's 64-bit ones, as an encoder does that was
     * made with {@code dtype=numpy.float32}. The next step would then compute in 32 bits, unless it {@link #widens}.
     */
    default boolean narrows() {
        return false;
    }

    /** Whether scikit-learn computes the same from 32-bit numbers as from the same numbers in 64 bits. */
    default boolean widens() {
        return false;
    }
}
