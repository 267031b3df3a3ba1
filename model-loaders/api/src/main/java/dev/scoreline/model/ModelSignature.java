package dev.scoreline.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a model takes and gives: the columns of its input and the methods that it answers. Constant from load to close.
 *
 * @param features the input's columns in the model's order
 * @param named whether the features' names come from the model, so that rows may be given by name; otherwise the names are positions
 * @param extraColumns what becomes of columns that are none of the features
 * @param methods what can be asked of the model, the default first; at least one
 */
public record ModelSignature(List<Feature> features, boolean named, ExtraColumns extraColumns, List<Method> methods) {

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
     * A column of the input.
     *
     * @param required whether a row given by name must hold it; one that is left out counts as missing
     */
    public record Feature(String name, DataType type, boolean required) {
        public Feature(String name, DataType type) {
            this(name, type, true);
        }
    }

    /**
     * Something that can be asked of the model.
     *
     * @param name the method's name in the model's own library: {@code predict}, {@code transform}
     * @param type the type of the answer's values
     * @param shape the answer's shape; -1 where it varies with the input, as the number of rows does
     */
    public record Method(String name, DataType type, List<Integer> shape) {
        public Method {
            shape = List.copyOf(shape);
        }
    }

    public ModelSignature {
        features = List.copyOf(features);
        methods = List.copyOf(methods);
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("a model must answer at least one method");
        }
        Set<String> names = new HashSet<>();
        for (Feature feature : features) {
            if (!names.add(feature.name())) {
                throw new IllegalArgumentException("two features are named '" + feature.name() + "'");
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

    /** Whether every column is numbers, so that a request can be read straight into a dense table. */
    public boolean isNumeric() {
        return features.stream().allMatch(feature -> feature.type() == DataType.FLOAT64);
    }
}
