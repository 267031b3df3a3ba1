package dev.scoreline.batch.parquet;

import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.codec.Excerpt;
import java.math.BigInteger;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** What the cells of a column that can be read are. */
enum FlatColumn {
    DOUBLE,
    FLOAT,
    INT32,
    UINT32,
    INT64,
    UINT64,
    BOOLEAN,
    TEXT;

    /**
     * The kind of a field.
     *
     * @throws InferenceException {@code INVALID_INPUT} if it is nested, or of a type that no model takes
     */
    static FlatColumn of(Type field) {
        if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
            throw refused(field, "is nested");
        }
        PrimitiveType type = field.asPrimitiveType();
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        boolean isPlain = logical == null || logical instanceof IntLogicalTypeAnnotation;
        boolean isUnsigned = logical instanceof IntLogicalTypeAnnotation whole && !whole.isSigned();
        boolean isText = logical instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
                || logical instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
        return switch (type.getPrimitiveTypeName()) {
            case DOUBLE -> ifIt(isPlain, DOUBLE, field);
            case FLOAT -> ifIt(isPlain, FLOAT, field);
            case BOOLEAN -> ifIt(isPlain, BOOLEAN, field);
            case INT32 -> ifIt(isPlain, isUnsigned ? UINT32 : INT32, field);
            case INT64 -> ifIt(isPlain, isUnsigned ? UINT64 : INT64, field);
            case BINARY -> ifIt(isText, TEXT, field);
            case FIXED_LEN_BYTE_ARRAY, INT96 -> ifIt(false, TEXT, field);
        };
    }

    private static FlatColumn ifIt(boolean fits, FlatColumn kind, Type field) {
        if (!fits) {
            PrimitiveType type = field.asPrimitiveType();
            LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
            throw refused(field, "has the type " + (logical == null ? type.getPrimitiveTypeName() : logical));
        }
        return kind;
    }

    private static InferenceException refused(Type field, String what) {
        return InferenceException.invalidInput("the column " + Excerpt.quoted(field.getName()) + " " + what
                + ": expected a flat column of double, float, int32, int64, boolean or string");
    }

    /** Whether the present cell is not null. */
    static boolean isThere(ColumnReader cells) {
        return cells.getCurrentDefinitionLevel() == cells.getDescriptor().getMaxDefinitionLevel();
    }

    boolean isText() {
        return this == TEXT;
    }

    /** The present cell as a number; a truth is 1 or 0. */
    double number(ColumnReader cells) {
        return switch (this) {
            case DOUBLE -> cells.getDouble();
            case FLOAT -> cells.getFloat();
            case INT32 -> cells.getInteger();
            case UINT32 -> Integer.toUnsignedLong(cells.getInteger());
            case INT64 -> cells.getLong();
            case UINT64 -> new BigInteger(Long.toUnsignedString(cells.getLong())).doubleValue();
            case BOOLEAN -> cells.getBoolean() ? 1 : 0;
            case TEXT -> throw new IllegalStateException("a text is no number");
        };
    }

    /** The present cell as a number, a truth or a text. */
    Object value(ColumnReader cells) {
        return switch (this) {
            case DOUBLE, FLOAT, INT32, UINT32, INT64, UINT64 -> number(cells);
            case BOOLEAN -> cells.getBoolean();
            case TEXT -> cells.getBinary().toStringUsingUTF8();
        };
    }
}
