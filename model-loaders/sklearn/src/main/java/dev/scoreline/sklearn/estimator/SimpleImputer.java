package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.pickle.DType;
import dev.scoreline.sklearn.pickle.NdArray;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a value that was learnt for each column where one is missing. Columns of which no value was seen are left out unless
 * they are kept on purpose, and 0 or 1 for "was missing" may be appended. Fitted on objects it works on text, numbers and
 * booleans alike; fitted on numbers only on these. Immutable; thread-safe.
 */
final class SimpleImputer implements Estimator {

    private final String name;
    private final MissingMark mark;
    /** Whether it was fitted on an array of objects. */
    private final boolean objects;
    /** What fills each column of the input: a Double, a String, a Boolean or null. */
    private final @Nullable Object[] fills;

    private final int[] kept;
    private final int[] indicated;
    private final Columns columns;

    private SimpleImputer(FittedState state, boolean objects, @Nullable Object[] fills, int[] kept, int[] indicated) {
        this.name = state.className();
        this.mark = MissingMark.of(state);
        this.objects = objects;
        this.fills = fills;
        this.kept = kept;
        this.indicated = indicated;
        this.columns = new Columns(OptionalInt.of(fills.length), state.featureNames(), types(), List.of());
    }

    private List<DataType> types() {
        List<DataType> types = new ArrayList<>();
        for (Object fill : fills) {
            types.add(!objects ? DataType.FLOAT64 : fill instanceof String ? DataType.STRING : DataType.OBJECT);
        }
        return types;
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        factories.put("SimpleImputer", (state, inner) -> of(state));
    }

    private static SimpleImputer of(FittedState state) {
        NdArray statistics = state.array("statistics_");
        boolean objects = isObjects(state, statistics);
        @Nullable Object[] fills = fills(state, statistics, objects);
        return new SimpleImputer(state, objects, fills, kept(state, fills), indicated(state, fills.length));
    }

    /** The type that it was fitted on is written since 1.1; before that the statistics have the same type. */
    private static boolean isObjects(FittedState state, NdArray statistics) {
        String strategy = state.text("strategy", "");
        if (strategy.equals("mean") || strategy.equals("median")) {
            return false;
        }
        if (state.find("_fit_dtype").isPresent() && state.get("_fit_dtype") instanceof DType type) {
            return type.kind() == 'O';
        }
        return statistics.dtype().kind() == 'O';
    }

    private static @Nullable Object[] fills(FittedState state, NdArray statistics, boolean objects) {
        boolean single = state.find("_fill_dtype").isPresent()
                && state.get("_fill_dtype") instanceof DType type
                && type.kind() == 'f'
                && type.itemBytes() == Float.BYTES;
        List<PyValue> values = statistics.items();
        @Nullable Object[] fills = new Object[values.size()];
        for (int i = 0; i < fills.length; i++) {
            Object fill = fill(state, values.get(i));
            if (!objects && !(fill instanceof Double)) {
                throw state.wrong("statistics_", "an array of numbers", values.get(i));
            }
            // Since 1.8 a constant is rounded to the type of the training data.
            fills[i] = single && fill instanceof Double number ? Double.valueOf(number.floatValue()) : fill;
        }
        return fills;
    }

    private static @Nullable Object fill(FittedState state, PyValue value) {
        if (value instanceof Real number) {
            return number.value();
        }
        if (value instanceof Int number) {
            return (double) number.value();
        }
        if (value instanceof Bool flag) {
            return flag.value();
        }
        if (value instanceof Text text) {
            return text.value();
        }
        if (value == None.NONE) {
            return null;
        }
        throw state.unsupported("it fills a column with a value of the type " + value.typeName());
    }

    /** Before 1.8 a constant also filled a column of which no value was seen. */
    private static int[] kept(FittedState state, @Nullable Object[] fills) {
        boolean constant = state.text("strategy", "").equals("constant");
        boolean all = state.flag("keep_empty_features", false)
                || (constant && state.version().isBefore(1, 8));
        return IntStream.range(0, fills.length)
                .filter(i -> all || !(fills[i] instanceof Double number && number.isNaN()))
                .toArray();
    }

    private static int[] indicated(FittedState state, int width) {
        if (!state.flag("add_indicator", false)) {
            return new int[0];
        }
        FittedState indicator = FittedState.of(state.object("indicator_"), state.version());
        long[] features = indicator.array("features_").longs();
        for (long feature : features) {
            if (feature < 0 || feature >= width) {
                throw InferenceException.invalidModel(
                        "expected MissingIndicator.features_ to be columns under " + width + " but got " + feature);
            }
        }
        return Arrays.stream(features).mapToInt(Math::toIntExact).toArray();
    }

    @Override
    public Columns columns() {
        return columns;
    }

    /** As {@link #columns()}, but where objects are filled the estimator behind tells what they must be. */
    @Override
    public Columns columns(Columns next) {
        if (!objects || next.types().size() != kept.length + indicated.length) {
            return columns;
        }
        List<DataType> types = new ArrayList<>(columns.types());
        for (int i = 0; i < kept.length; i++) {
            DataType wanted = next.types().get(i);
            types.set(kept[i], wanted == DataType.FLOAT64 && mark.isText() ? DataType.OBJECT : wanted);
        }
        return new Columns(columns.width(), columns.names(), types, columns.required());
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        boolean numbers = columns.types().stream().allMatch(type -> type == DataType.FLOAT64);
        return TransformMethod.of(numbers ? DataType.FLOAT64 : DataType.OBJECT, kept.length + indicated.length);
    }

    /**
     * @throws InferenceException {@code INVALID_INPUT} if a number is infinite, or NaN although something else counts as
     *     missing, or if it was fitted on numbers and a cell is text
     */
    @Override
    public Payload evaluate(Method method, Table input) {
        return objects ? filledObjects(input) : filledNumbers(input);
    }

    private Table filledNumbers(Table input) {
        double[] values = Inputs.finiteOrMissing(input, name);
        int width = kept.length + indicated.length;
        double[] filled = new double[input.rows() * width];
        for (int row = 0; row < input.rows(); row++) {
            int next = row * width;
            for (int column : kept) {
                double value = values[row * fills.length + column];
                filled[next++] = mark.isMissing(value, row, column) ? number(column) : value;
            }
            for (int column : indicated) {
                filled[next++] = mark.isMissing(values[row * fills.length + column], row, column) ? 1 : 0;
            }
        }
        return Table.dense(filled, input.rows(), width);
    }

    private double number(int column) {
        return fills[column] instanceof Double number ? number : Double.NaN;
    }

    private Table filledObjects(Table input) {
        List<Column> filled = new ArrayList<>();
        for (int column : kept) {
            Column values = input.column(column);
            filled.add(filled(values, mark.find(values, column), fills[column]));
        }
        for (int column : indicated) {
            filled.add(indicator(mark.find(input.column(column), column)));
        }
        return Table.of(input.rows(), filled);
    }

    private static Column filled(Column values, boolean[] missing, @Nullable Object fill) {
        if (values instanceof Column.Texts texts && fill instanceof String word) {
            @Nullable String[] filled = texts.values().clone();
            for (int row = 0; row < filled.length; row++) {
                filled[row] = missing[row] ? word : filled[row];
            }
            return new Column.Texts(filled);
        }
        @Nullable Object[] filled = new Object[missing.length];
        for (int row = 0; row < filled.length; row++) {
            filled[row] = missing[row] ? fill : values.cell(row);
        }
        return Column.narrowest(filled);
    }

    /** Beside objects the marks stay booleans, as they do when NumPy stacks the two. */
    private static Column indicator(boolean[] missing) {
        Object[] marks = new Object[missing.length];
        for (int row = 0; row < marks.length; row++) {
            marks[row] = missing[row];
        }
        return new Column.Cells(marks);
    }

    @Override
    public boolean keepsWidth() {
        return kept.length == fills.length && indicated.length == 0;
    }

    @Override
    public Outline outline() {
        return Outline.leaf(name);
    }
}
