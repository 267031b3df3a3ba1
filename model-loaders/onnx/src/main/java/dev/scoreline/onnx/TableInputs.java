package dev.scoreline.onnx;

import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the cells of a table into the memory of a tensor, each as the element's type: numbers of floating point rounded to it as
 * NumPy's {@code astype} rounds, whole numbers only where it is an integer. Stateless; thread-safe.
 */
final class TableInputs {

    /** From here on a number of 64 bits skips integers, so that it may stand for another one than the caller meant. */
    private static final double FIRST_INEXACT = 0x1p53;

    private TableInputs() {}

    /** Fills row-major values of a type from column {@code first} of a table on, {@code width} of them a row. */
    static void fill(Table table, int first, int width, DataType type, ByteBuffer out) {
        if (type == DataType.FLOAT16 || type == DataType.BFLOAT16) {
            fillSmall(table, first, width, new Tensor.Packed(type, new int[] {table.rows(), width}, out));
            return;
        }
        if (table.isDense()) {
            fillDense(table, first, width, type, out);
            return;
        }
        for (int c = 0; c < width; c++) {
            Column column = table.column(first + c);
            for (int r = 0; r < table.rows(); r++) {
                put(out, r * width + c, type, number(column, r, first + c), r, first + c);
            }
        }
    }

    private static void fillDense(Table table, int first, int width, DataType type, ByteBuffer out) {
        double[] values = table.values();
        int stride = table.width();
        if (type == DataType.FLOAT32) {
            for (int r = 0, at = 0; r < table.rows(); r++) {
                for (int c = 0; c < width; c++, at += 4) {
                    out.putFloat(at, (float) values[r * stride + first + c]);
                }
            }
            return;
        }
        for (int r = 0; r < table.rows(); r++) {
            for (int c = 0; c < width; c++) {
                put(out, r * width + c, type, values[r * stride + first + c], r, first + c);
            }
        }
    }

    private static void fillSmall(Table table, int first, int width, Tensor.Packed out) {
        for (int c = 0; c < width; c++) {
            Column column = table.column(first + c);
            for (int r = 0; r < table.rows(); r++) {
                out.put(r * width + c, number(column, r, first + c));
            }
        }
    }

    private static double number(Column column, int row, int index) {
        if (column instanceof Column.Numbers numbers) {
            return numbers.values()[row];
        }
        Object cell = column.cell(row);
        if (cell instanceof Double number) {
            return number;
        }
        if (cell instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (cell == null) {
            return Double.NaN;
        }
        throw InferenceException.refusedCell(row, index, "expected a number but got a text");
    }

    private static void put(ByteBuffer out, int at, DataType type, double value, int row, int column) {
        switch (type) {
            case FLOAT32 -> out.putFloat(4 * at, (float) value);
            case FLOAT64 -> out.putDouble(8 * at, value);
            case BOOL -> out.put(at, (byte) whole(value, 0, 1, type, row, column));
            case INT8 -> out.put(at, (byte) whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE, type, row, column));
            case UINT8 -> out.put(at, (byte) whole(value, 0, 0xFF, type, row, column));
            case INT16 ->
                out.putShort(2 * at, (short) whole(value, Short.MIN_VALUE, Short.MAX_VALUE, type, row, column));
            case INT32 ->
                out.putInt(4 * at, (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE, type, row, column));
            case INT64 -> out.putLong(8 * at, whole(value, 1 - FIRST_INEXACT, FIRST_INEXACT - 1, type, row, column));
            case UINT16 -> out.putShort(2 * at, (short) whole(value, 0, 0xFFFF, type, row, column));
            case UINT32 -> out.putInt(4 * at, (int) whole(value, 0, 0xFFFF_FFFFL, type, row, column));
            case UINT64 -> out.putLong(8 * at, whole(value, 0, FIRST_INEXACT - 1, type, row, column));
            case FLOAT16, BFLOAT16, STRING, OBJECT ->
                throw new IllegalStateException("an input of type " + type + " is not filled with numbers");
        }
    }

    private static long whole(double value, double min, double max, DataType type, int row, int column) {
        if (value >= min && value <= max && value == Math.rint(value)) {
            return (long) value;
        }
        boolean isLong = type == DataType.INT64 || type == DataType.UINT64;
        String more = isLong && Math.abs(value) >= FIRST_INEXACT
                ? " that 64-bit floating point holds exactly: give larger ones as a tensor of \"inputs\""
                : "";
        throw InferenceException.refusedCell(
                row, column, "expected a whole number of type " + type + more + " but got " + value);
    }

    /** The texts of columns, row after row. */
    static String[] texts(Table table, int first, int width) {
        String[] texts = new String[table.rows() * width];
        for (int c = 0; c < width; c++) {
            Column column = table.column(first + c);
            for (int r = 0; r < table.rows(); r++) {
                texts[r * width + c] = text(column.cell(r), r, first + c);
            }
        }
        return texts;
    }

    private static String text(@Nullable Object cell, int row, int column) {
        if (cell instanceof String text) {
            return text;
        }
        throw InferenceException.refusedCell(
                row,
                column,
                "expected a text but got "
                        + (cell == null ? "none" : "a " + cell.getClass().getSimpleName())
                        + ", which a tensor of texts cannot hold");
    }
}
