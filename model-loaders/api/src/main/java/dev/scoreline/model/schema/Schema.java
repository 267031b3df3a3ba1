package dev.scoreline.model.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The type of a value, as InferenceSchema draws it from a sample. {@link SchemaFromSample} does the drawing. Immutable;
 * thread-safe.
 */
public sealed interface Schema {

    /** A value without parts. */
    enum Scalar implements Schema {
        INTEGER,
        NUMBER,
        BOOLEAN,
        STRING,
        /** Text in base64. */
        BYTES,
        DATE,
        DATE_TIME,
        TIME;

        @Override
        public boolean fitsVersion2() {
            return true;
        }
    }

    /** A value of which the sample says little. */
    enum Unknown implements Schema {
        /** Anything at all: a parameter without a schema of its own. */
        ANY,
        /** What InferenceSchema calls an object: a null of the sample, the items of an empty list. */
        OBJECT;

        @Override
        public boolean fitsVersion2() {
            return true;
        }
    }

    /**
     * A list.
     *
     * @param items the type of its last element, which stands for all
     * @param isMixed whether elements of the sample differ in type, which Swagger 2 cannot say
     * @param isNested whether the items' type was declared, so that each item is converted; otherwise the contents are
     *     described but taken as they come
     */
    record Items(Schema items, boolean isMixed, boolean isNested) implements Schema {
        @Override
        public boolean fitsVersion2() {
            return !isMixed && items.fitsVersion2();
        }
    }

    /**
     * An object.
     *
     * @param properties by name, in the order of the sample; all are required
     * @param isNested whether a property's type was declared, so that it is converted; otherwise the contents are
     *     described but taken as they come
     */
    record Fields(Map<String, Schema> properties, boolean isNested) implements Schema {
        public Fields {
            properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        }

        /** The names that are required: all, in order. */
        public List<String> required() {
            return List.copyOf(properties.keySet());
        }

        @Override
        public boolean fitsVersion2() {
            return properties.values().stream().allMatch(Schema::fitsVersion2);
        }
    }

    /**
     * A NumPy array.
     *
     * @param shape the sample's dimensions; an input may differ from it in the first
     */
    record NumpyArray(NumpyType type, List<Integer> shape) implements Schema {
        public NumpyArray {
            shape = List.copyOf(shape);
        }

        @Override
        public boolean fitsVersion2() {
            return true;
        }
    }

    /**
     * A pandas data frame, whose rows are labelled from 0.
     *
     * @param rows how many the sample has: the documents of some orients name each
     */
    record PandasFrame(List<FrameColumn> columns, Orient orient, int rows) implements Schema {
        public PandasFrame {
            columns = List.copyOf(columns);
        }

        /** Split and values put values of several columns into one list, which Swagger 2 cannot say. */
        @Override
        public boolean fitsVersion2() {
            boolean isInLists = orient == Orient.SPLIT || orient == Orient.VALUES;
            return !isInLists
                    || rows == 0
                    || columns.stream()
                                    .map(column -> column.type().inLists())
                                    .distinct()
                                    .count()
                            <= 1;
        }
    }

    /** Whether Swagger 2.0 can describe it: a list of mixed types it cannot. */
    boolean fitsVersion2();
}
