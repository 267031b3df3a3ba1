package dev.scoreline.sklearn;

import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.sklearn.GoldenCase.Closeness;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the answers differ from scikit-learn's on purpose. */
enum GoldenDifference {
    /** scikit-learn computes in 32 bits here, in an order that differs between machines, so that no answer is the exact one. */
    COMPUTES_IN_32_BITS(".*/boosting_regressor_on_ridge|1\\.9\\..*/boosting_classifier_on_logistic_.*", "in 32 bits"),

    /** The file names a function of the script that made it, and such a name is never let through. */
    NAMES_A_FUNCTION(".*/grid_search_transformer", "cases_linear.no_score"),

    /** JSON cannot say NaN: a cell that is none counts as NaN where None is no category. */
    NONE_COUNTS_AS_NAN(".*/(one_hot|ordinal)_words_(nan|missing_value)__(refused_)?colours_none", ""),

    /**
     * A name means the column of that name, in any order. scikit-learn refused other orders, or took the columns for the wrong
     * ones, in many versions.
     */
    ANY_ORDER_OF_NAMES("", "");

    /** Of a version, a stroke and the case's name. */
    private final Pattern cases;

    private final String refusal;

    GoldenDifference(String cases, String refusal) {
        this.cases = Pattern.compile(cases);
        this.refusal = refusal;
    }

    /** What the load of such a model must say; empty if it loads. */
    String refusal() {
        return refusal;
    }

    /** The difference that a model has by its version and name. */
    static Optional<GoldenDifference> of(GoldenCase golden) {
        String place = golden.version() + "/" + golden.name();
        for (GoldenDifference difference : values()) {
            if (difference.cases.matcher(place).matches()) {
                return Optional.of(difference);
            }
        }
        return Optional.empty();
    }

    /** Whether rows with the model's columns in another order were refused, or read as if they were in its order. */
    static boolean isByOrder(GoldenCase golden, ModelSignature signature) {
        boolean misread = signature.extraColumns() == ExtraColumns.REFUSED;
        boolean refused = golden.answers().stream().allMatch(answer -> answer.closeness() == Closeness.RAISES);
        return golden.rows().isOtherOrderOf(signature) && (misread || refused);
    }
}
