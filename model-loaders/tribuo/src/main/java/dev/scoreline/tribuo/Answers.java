package dev.scoreline.tribuo;

import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.Payload;
import java.util.List;
import org.tribuo.Output;
import org.tribuo.Prediction;

/** What becomes of one type of Tribuo's outputs. Immutable; thread-safe. */
interface Answers<T extends Output<T>> {

    String PREDICT = "predict";
    String PREDICT_PROBA = "predict_proba";
    String DECISION_FUNCTION = "decision_function";

    /** What can be asked, the default first. */
    List<Method> methods();

    /** The names that the columns of answers have, in their order. */
    List<Outline> columns();

    /**
     * The answer to rows.
     *
     * @param method the name of one of {@link #methods()}
     * @param predictions one a row
     */
    Payload answer(String method, List<Prediction<T>> predictions);
}
