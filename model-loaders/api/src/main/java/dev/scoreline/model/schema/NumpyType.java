package dev.scoreline.model.schema;

import dev.scoreline.model.schema.Schema.NumpyArray;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The type of a NumPy array's elements. Complex numbers have no form in JSON and are left out, as in InferenceSchema. */
public sealed interface NumpyType {

    /** A type without parts. */
    enum Plain implements NumpyType {
        INT8,
        INT16,
        INT32,
        INT64,
        UINT8,
        UINT16,
        UINT32,
        UINT64,
        BOOL,
        FLOAT16,
        FLOAT32,
        FLOAT64,
        /** Text of any length. */
        STR,
        BYTES,
        DATETIME64,
        TIMEDELTA64,
        OBJECT;

        /** NumPy's name of the type: {@code int64}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isInteger() {
            return switch (this) {
                case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> true;
                case BOOL, FLOAT16, FLOAT32, FLOAT64, STR, BYTES, DATETIME64, TIMEDELTA64, OBJECT -> false;
            };
        }

        public boolean isFloating() {
            return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
        }
    }

    /** A record of named parts; a part without dimensions is a single value. */
    record Structured(Map<String, NumpyArray> parts) implements NumpyType {
        public Structured {
            parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        }
    }

    /** The type that NumPy names so; empty for a name that is none of {@link Plain}. */
    static Optional<NumpyType> named(String word) {
        return Arrays.stream(Plain.values())
                .filter(type -> type.word().equals(word))
                .map(NumpyType.class::cast)
                .findFirst();
    }
}
