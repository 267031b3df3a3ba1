package dev.scoreline.batch.parquet;

import dev.scoreline.batch.input.Float16;
import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.codec.Excerpt;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * How the cells of a column that can be read become values. Immutable; thread-safe.
 *
 * @param number of the present cell, if {@link Kind#isNumber()}
 * @param value of the present cell as it goes along in the output: Double, Long, Boolean or String
 */
record FlatColumn(Kind kind, ToDoubleFunction<ColumnReader> number, Function<ColumnReader, Object> value) {

    /** What a model can take a column for. */
    enum Kind {
        NUMBER("numbers"),
        TRUTH("booleans"),
        TEXT("text"),
        /** A date, a time or both, which no model here takes. */
        MOMENT("dates or times"),
        /** All cells are missing: what pandas writes for a column of None. */
        NOTHING("nothing");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        boolean isNumber() {
            return this == NUMBER || this == TRUTH;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * How a field is read.
     *
     * @throws InferenceException {@code INVALID_INPUT} if it is nested, or of a type that is not read
     */
    static FlatColumn of(Type field) {
        if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
            throw refused(field, "is nested");
        }
        PrimitiveType type = field.asPrimitiveType();
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof UnknownLogicalTypeAnnotation) {
            return new FlatColumn(Kind.NOTHING, cell -> Double.NaN, cell -> "");
        }
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return decimals(
                    new Decimals(type.getPrimitiveTypeName(), decimal.getPrecision(), decimal.getScale()), field);
        }
        return of(type.getPrimitiveTypeName(), logical)
                .orElseThrow(() ->
                        refused(field, "has the type " + (logical == null ? type.getPrimitiveTypeName() : logical)));
    }

    private static Optional<FlatColumn> of(PrimitiveTypeName stored, @Nullable LogicalTypeAnnotation logical) {
        return switch (stored) {
            case DOUBLE -> logical == null ? Optional.of(numbers(ColumnReader::getDouble)) : Optional.empty();
            case FLOAT -> logical == null ? Optional.of(numbers(ColumnReader::getFloat)) : Optional.empty();
            case BOOLEAN -> logical == null ? Optional.of(truths()) : Optional.empty();
            case INT32 -> ofInt(logical);
            case INT64 -> ofLong(logical);
            case INT96 -> Optional.of(moments(cell -> Moments.ofInt96(cell.getBinary())));
            case BINARY -> isText(logical) ? Optional.of(texts(cell -> Utf8.text(cell.getBinary()))) : Optional.empty();
            case FIXED_LEN_BYTE_ARRAY -> ofFixed(logical);
        };
    }

    private static Optional<FlatColumn> ofInt(@Nullable LogicalTypeAnnotation logical) {
        if (logical instanceof DateLogicalTypeAnnotation) {
            return Optional.of(moments(cell -> Moments.ofDay(cell.getInteger())));
        }
        if (logical instanceof TimeLogicalTypeAnnotation time) {
            return Optional.of(moments(cell -> Moments.ofTime(cell.getInteger(), time.getUnit())));
        }
        if (logical instanceof IntLogicalTypeAnnotation whole && !whole.isSigned()) {
            return Optional.of(wholes(cell -> Integer.toUnsignedLong(cell.getInteger())));
        }
        return isWhole(logical) ? Optional.of(wholes(ColumnReader::getInteger)) : Optional.empty();
    }

    private static Optional<FlatColumn> ofLong(@Nullable LogicalTypeAnnotation logical) {
        if (logical instanceof TimestampLogicalTypeAnnotation moment) {
            return Optional.of(moments(cell -> Moments.of(cell.getLong(), moment.getUnit(), moment.isAdjustedToUTC())));
        }
        if (logical instanceof TimeLogicalTypeAnnotation time) {
            return Optional.of(moments(cell -> Moments.ofTime(cell.getLong(), time.getUnit())));
        }
        if (logical instanceof IntLogicalTypeAnnotation whole && !whole.isSigned()) {
            return Optional.of(unsignedWholes());
        }
        return isWhole(logical) ? Optional.of(wholes(ColumnReader::getLong)) : Optional.empty();
    }

    private static Optional<FlatColumn> ofFixed(@Nullable LogicalTypeAnnotation logical) {
        if (logical instanceof Float16LogicalTypeAnnotation) {
            return Optional.of(numbers(cell -> Float16.toDouble(
                    Short.reverseBytes(cell.getBinary().toByteBuffer().getShort()))));
        }
        return logical instanceof UUIDLogicalTypeAnnotation
                ? Optional.of(texts(cell -> Utf8.uuid(cell.getBinary())))
                : Optional.empty();
    }

    private static boolean isWhole(@Nullable LogicalTypeAnnotation logical) {
        return logical == null || logical instanceof IntLogicalTypeAnnotation;
    }

    private static boolean isText(@Nullable LogicalTypeAnnotation logical) {
        return logical instanceof StringLogicalTypeAnnotation
                || logical instanceof EnumLogicalTypeAnnotation
                || logical instanceof JsonLogicalTypeAnnotation;
    }

    private static FlatColumn numbers(ToDoubleFunction<ColumnReader> number) {
        return new FlatColumn(Kind.NUMBER, number, number::applyAsDouble);
    }

    private static FlatColumn wholes(ToLongFunction<ColumnReader> number) {
        return new FlatColumn(Kind.NUMBER, number::applyAsLong, number::applyAsLong);
    }

    /** Where a long has no room for all of a column's numbers, the output has them as text. */
    private static FlatColumn unsignedWholes() {
        return new FlatColumn(
                Kind.NUMBER, cell -> unsigned(cell.getLong()), cell -> Long.toUnsignedString(cell.getLong()));
    }

    private static FlatColumn truths() {
        return new FlatColumn(Kind.TRUTH, cell -> cell.getBoolean() ? 1 : 0, ColumnReader::getBoolean);
    }

    private static FlatColumn texts(Function<ColumnReader, Object> text) {
        return new FlatColumn(Kind.TEXT, cell -> Double.NaN, text);
    }

    private static FlatColumn moments(Function<ColumnReader, Object> text) {
        return new FlatColumn(Kind.MOMENT, cell -> Double.NaN, text);
    }

    /** As numbers the nearest double, as pandas and scikit-learn make it of them; in the output with all digits. */
    private static FlatColumn decimals(Decimals decimals, Type field) {
        if (!decimals.isReadable()) {
            throw refused(field, "has decimals of " + decimals.precision() + " digits");
        }
        return new FlatColumn(
                Kind.NUMBER,
                cell -> decimals.of(cell).doubleValue(),
                cell -> decimals.of(cell).toPlainString());
    }

    /** The nearest double; the lowest bit is kept, as it decides a tie. */
    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1 | (value & 1)) * 2.0;
    }

    private static InferenceException refused(Type field, String what) {
        return InferenceException.invalidInput("the column " + Excerpt.quoted(field.getName()) + " " + what
                + ": expected a flat column of numbers, booleans, text, dates or times");
    }

    /** Whether the present cell is not null. */
    boolean isThere(ColumnReader cells) {
        return kind != Kind.NOTHING
                && cells.getCurrentDefinitionLevel() == cells.getDescriptor().getMaxDefinitionLevel();
    }

    /** The present cell as models take it: a number, a truth or a text. */
    Object cell(ColumnReader cells) {
        return kind == Kind.NUMBER ? (Object) number.applyAsDouble(cells) : value.apply(cells);
    }
}
