package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Dict;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Gives the code of each category in place of the category. Immutable; thread-safe. */
final class OrdinalEncoder implements Estimator {

    private final CategoricalColumns columns;
    private final List<double[]> answers;
    private final OptionalDouble unknown;

    private OrdinalEncoder(CategoricalColumns columns, List<double[]> answers, OptionalDouble unknown) {
        this.columns = columns;
        this.answers = List.copyOf(answers);
        this.unknown = unknown;
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        factories.put("OrdinalEncoder", (state, inner) -> of(state));
    }

    private static OrdinalEncoder of(FittedState state) {
        // NaN became a category in 1.0.
        CategoricalColumns columns =
                CategoricalColumns.of(state, !state.version().isBefore(1, 0));
        List<Optional<RareCategories>> rare = RareCategories.of(state, columns);
        List<double[]> answers = new ArrayList<>();
        for (int column = 0; column < columns.width(); column++) {
            answers.add(answers(columns.size(column), rare.get(column)));
        }
        answerMissing(state, answers);
        return new OrdinalEncoder(columns, answers, unknown(state));
    }

    private static double[] answers(int size, Optional<RareCategories> rare) {
        double[] answers = new double[size];
        for (int code = 0; code < size; code++) {
            answers[code] = rare.isPresent() ? rare.get().grouped(code) : code;
        }
        return answers;
    }

    /** Since 1.1 a missing value may be given a code; in 1.0 it was NaN always. */
    private static void answerMissing(FittedState state, List<double[]> answers) {
        Optional<PyValue> indices = state.find("_missing_indices");
        if (indices.isEmpty()) {
            return;
        }
        if (!(indices.get() instanceof Dict dict)) {
            throw state.wrong("_missing_indices", "a dict", indices.get());
        }
        double answer = state.number("encoded_missing_value", Double.NaN);
        dict.entries().forEach((column, code) -> {
            double[] ofColumn = answers.get(index(state, column, answers.size()));
            ofColumn[index(state, code, ofColumn.length)] = answer;
        });
    }

    private static int index(FittedState state, PyValue value, int limit) {
        if (value instanceof Int number && number.value() >= 0 && number.value() < limit) {
            return (int) number.value();
        }
        throw state.wrong("_missing_indices", "a dict of columns and their categories", value);
    }

    private static OptionalDouble unknown(FittedState state) {
        String rule = state.text("handle_unknown", "error");
        return switch (rule) {
            case "error" -> OptionalDouble.empty();
            case "use_encoded_value" -> OptionalDouble.of(state.number("unknown_value"));
            default -> throw state.unsupported("its handle_unknown '" + rule + "' is not known");
        };
    }

    @Override
    public Columns columns() {
        return columns.columns();
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        return TransformMethod.sameWidth(columns());
    }

    /** @throws InferenceException {@code INVALID_INPUT} if a cell is no category and the encoder has no code for that */
    @Override
    public Payload evaluate(Method method, Table input) {
        int width = columns.width();
        double[] values = new double[input.rows() * width];
        for (int column = 0; column < width; column++) {
            int[] codes = columns.codes(input, column);
            for (int row = 0; row < codes.length; row++) {
                values[row * width + column] = answer(codes[row], input, row, column);
            }
        }
        return Table.dense(values, input.rows(), width);
    }

    private double answer(int code, Table input, int row, int column) {
        if (code != Categories.UNKNOWN) {
            return answers.get(column)[code];
        }
        return unknown.orElseThrow(() -> columns.unknown(input, row, column));
    }

    @Override
    public boolean keepsWidth() {
        return true;
    }

    @Override
    public boolean narrows() {
        return columns.isNarrow();
    }

    @Override
    public Outline outline() {
        return Outline.leaf("OrdinalEncoder");
    }
}
