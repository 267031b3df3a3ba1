package dev.scoreline.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a model takes and gives: its input and the methods that it answers. The input is a table, or tensors by name, or either
 * of them as the caller likes. Constant from load to close.
 *
 * @param columns what a table must be; empty for a model that takes tensors only
 * @param tensors the tensors that are taken by name, all of them; empty for a model that takes tables only
 * @param methods what can be asked of the model, the default first; at least one
 */
public record ModelSignature(Optional<Columns> columns, List<Input> tensors, List<Method> methods) {

    /** What becomes of a column that the model did not name. */
    public enum ExtraColumns {
        /** The row is refused. */
        REFUSED,
        /** Given by name it is left out; a row given by position is still refused. */
        IGNORED,
        /** It is read as a number: the model works on any number of columns. */
        KEPT
    }

    /**
     * The columns of a table.
     *
     * @param features the columns in the model's order
     * @param named whether the features' names come from the model, so that rows may be given by name; otherwise the names are positions
     * @param extra what becomes of columns that are none of the features
     */
    public record Columns(List<Feature> features, boolean named, ExtraColumns extra) {
        public Columns {
            features = List.copyOf(features);
            distinct(features.stream().map(Feature::name).toList(), "features");
        }
    }

    /**
     * A column of the input.
     *
     * @param type any; a number of any type stands in the table as a {@code FLOAT64}
     * @param required whether a row given by name must hold it; one that is left out counts as missing
     */
    public record Feature(String name, DataType type, boolean required) {
        public Feature(String name, DataType type) {
            this(name, type, true);
        }
    }

    /**
     * A tensor of the input.
     *
     * @param shape the length of each dimension, outermost first; -1 where any length is taken
     */
    public record Input(String name, DataType type, List<Integer> shape) {
        public Input {
            shape = List.copyOf(shape);
        }

        /** Whether an array of these lengths is taken. */
        public boolean accepts(int... lengths) {
            if (lengths.length != shape.size()) {
                return false;
            }
            for (int i = 0; i < lengths.length; i++) {
                if (shape.get(i) >= 0 && shape.get(i) != lengths[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Something that can be asked of the model.
     *
     * @param name the method's name in the model's own library: {@code predict}, {@code transform}
     * @param type the type of the answer's values; {@code OBJECT} where it is no single array
     * @param shape the answer's shape; -1 where it varies with the input, as the number of rows does
     * @param outputs the answer's parts, where the model names them: one is answered as it is, several as {@link Named}
     */
    public record Method(String name, DataType type, List<Integer> shape, List<Output> outputs) {
        public Method {
            shape = List.copyOf(shape);
            outputs = List.copyOf(outputs);
            distinct(outputs.stream().map(Output::name).toList(), "outputs");
        }

        public Method(String name, DataType type, List<Integer> shape) {
            this(name, type, shape, List.of());
        }

        /** A method that gives these outputs. */
        public static Method of(String name, List<Output> outputs) {
            boolean isArray = outputs.size() == 1;
            return new Method(
                    name,
                    isArray ? outputs.get(0).type() : DataType.OBJECT,
                    isArray ? outputs.get(0).shape() : List.of(),
                    outputs);
        }
    }

    /**
     * A named part of an answer.
     *
     * @param type the type of its values; {@code OBJECT} for a list or a map
     * @param shape its shape; -1 where it varies with the input
     */
    public record Output(String name, DataType type, List<Integer> shape) {
        public Output {
            shape = List.copyOf(shape);
        }
    }

    public ModelSignature {
        tensors = List.copyOf(tensors);
        methods = List.copyOf(methods);
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("a model must answer at least one method");
        }
        distinct(tensors.stream().map(Input::name).toList(), "tensors");
    }

    /** A model that takes tables only. */
    public ModelSignature(List<Feature> features, boolean named, ExtraColumns extraColumns, List<Method> methods) {
        this(Optional.of(new Columns(features, named, extraColumns)), List.of(), methods);
    }

    private static void distinct(List<String> names, String what) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("two " + what + " are named '" + name + "'");
            }
        }
    }

    /** Features of one type that are known by position only. */
    public static List<Feature> positions(int width, DataType type) {
        List<Feature> features = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            features.add(new Feature(Integer.toString(i), type));
        }
        return features;
    }

    public Method defaultMethod() {
        return methods.get(0);
    }

    /** What a caller is told who asks for a method that is none of these. */
    public InferenceException unknownMethod(String asked) {
        List<String> names = methods.stream().map(Method::name).toList();
        return InferenceException.invalidInput(
                "expected one of the model's methods " + names + " but got '" + asked + "'");
    }

    /** The table's columns in the model's order; none for a model that takes tensors only. */
    public List<Feature> features() {
        return columns.map(Columns::features).orElse(List.of());
    }

    /** Whether a table's rows may be given by name. */
    public boolean named() {
        return columns.map(Columns::named).orElse(false);
    }

    /** What becomes of columns that are none of the features. */
    public ExtraColumns extraColumns() {
        return columns.map(Columns::extra).orElse(ExtraColumns.REFUSED);
    }

    /** Whether every column is numbers, so that a request can be read straight into a dense table. */
    public boolean isNumeric() {
        return features().stream().allMatch(feature -> feature.type().isNumeric());
    }
}
