package dev.scoreline.scoring.codec;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Named;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Sequence;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import java.util.List;

/**
 * An answer row by row, for a door that writes lines rather than one document. A value's text is the one that {@link
 * JsonScoreEncoder} gives it. Immutable; thread-safe.
 */
public final class PayloadRows {

    private final Payload answer;
    private final List<Payload> parts;
    private final int columns;
    private final boolean nested;

    private PayloadRows(Payload answer, List<Payload> parts, int columns, boolean nested) {
        this.answer = answer;
        this.parts = parts;
        this.columns = columns;
        this.nested = nested;
    }

    /**
     * The rows of an answer: of a tensor its outermost dimension, of several outputs the rows of each, of a list an item a row.
     *
     * @throws InferenceException {@code MODEL_FAILED} if it does not hold one item for each of so many rows
     */
    public static PayloadRows of(Payload answer, int rows) {
        if (!holds(answer, rows)) {
            throw new InferenceException(
                    ErrorCode.MODEL_FAILED, "the model did not give one answer a row: expected " + rows + " answers");
        }
        if (answer instanceof Tensor tensor) {
            int[] shape = tensor.shape();
            return new PayloadRows(answer, List.of(), shape.length == 2 ? shape[1] : 1, shape.length > 2);
        }
        if (answer instanceof Table table) {
            return new PayloadRows(answer, List.of(), table.width(), false);
        }
        List<Payload> parts = parts(answer, rows);
        return new PayloadRows(answer, parts, Math.max(1, parts.size()), true);
    }

    private static boolean holds(Payload payload, int rows) {
        if (payload instanceof Tensor tensor) {
            return tensor.shape().length > 0 && tensor.shape()[0] == rows;
        }
        if (payload instanceof Table table) {
            return table.rows() == rows;
        }
        if (payload instanceof Named named) {
            return named.byName().values().stream()
                    .allMatch(part -> !(part instanceof Named) && holdsItems(part, rows));
        }
        return payload instanceof Sequence sequence
                && (sequence.items().size() == rows || !parts(sequence, rows).isEmpty());
    }

    /** As an output among others, where a list has an item a row. */
    private static boolean holdsItems(Payload part, int rows) {
        return part instanceof Sequence sequence ? sequence.items().size() == rows : holds(part, rows);
    }

    /** The parts that each hold all rows; none of a list that has an item a row. */
    private static List<Payload> parts(Payload payload, int rows) {
        List<Payload> parts =
                payload instanceof Named named ? List.copyOf(named.byName().values()) : ((Sequence) payload).items();
        return parts.stream().allMatch(part -> !(part instanceof Named) && holdsItems(part, rows)) ? parts : List.of();
    }

    /** How many values a row has; what is nested deeper than rows and columns counts as one. */
    public int columns() {
        return columns;
    }

    /** What the columns are called; none where the model has no names for them. */
    public List<String> names() {
        return answer instanceof Named named ? List.copyOf(named.byName().keySet()) : List.of();
    }

    /** Whether a value may be a list or an object in itself. */
    public boolean isNested() {
        return nested;
    }

    /** Whether a value is text, so that {@link #text} may be called. */
    public boolean isText(int row, int column) {
        if (answer instanceof Table table) {
            return !table.isDense() && table.columns().get(column).cell(row) instanceof String;
        }
        if (!parts.isEmpty()) {
            return parts.get(column) instanceof Tensor.Texts texts && texts.shape().length == 1;
        }
        return answer instanceof Tensor.Texts && !nested;
    }

    /** A text as it is, without quotes. */
    public String text(int row, int column) {
        if (answer instanceof Table table) {
            return String.valueOf(table.columns().get(column).cell(row));
        }
        return parts.isEmpty()
                ? ((Tensor.Texts) answer).values()[row * columns + column]
                : ((Tensor.Texts) parts.get(column)).values()[row];
    }

    /** Writes a value as JSON. */
    public void write(int row, int column, JsonBytes out) {
        if (!parts.isEmpty()) {
            writeItem(parts.get(column), row, out);
        } else if (nested) {
            writeItem(answer, row, out);
        } else if (answer instanceof Tensor tensor) {
            JsonScoreEncoder.value(tensor, row * columns + column, out);
        } else {
            writeCell((Table) answer, row, column, out);
        }
    }

    /** Writes a row as JSON: as it stands in the list of the whole answer, or an object of the outputs by name. */
    public void writeRow(int row, JsonBytes out) {
        if (parts.isEmpty() && columns == 1 && !(answer instanceof Table) && !isMatrix(answer)) {
            write(row, 0, out);
            return;
        }
        List<String> names = names();
        out.ascii(names.isEmpty() ? '[' : '{');
        for (int c = 0; c < columns; c++) {
            if (c > 0) {
                out.ascii(',');
            }
            if (!names.isEmpty()) {
                out.text(names.get(c));
                out.ascii(':');
            }
            write(row, c, out);
        }
        out.ascii(names.isEmpty() ? ']' : '}');
    }

    private static boolean isMatrix(Payload payload) {
        return payload instanceof Tensor tensor && tensor.shape().length == 2;
    }

    private static void writeItem(Payload payload, int row, JsonBytes out) {
        if (payload instanceof Tensor tensor) {
            int[] shape = tensor.shape();
            if (shape.length == 1) {
                JsonScoreEncoder.value(tensor, row, out);
            } else {
                JsonScoreEncoder.lists(tensor, shape, 1, row * (Tensor.size(shape) / shape[0]), out);
            }
        } else if (payload instanceof Table table) {
            of(table, table.rows()).writeRow(row, out);
        } else if (payload instanceof Sequence sequence) {
            JsonScoreEncoder.write(sequence.items().get(row), out);
        } else {
            throw new IllegalArgumentException("outputs with outputs inside have no rows");
        }
    }

    private static void writeCell(Table table, int row, int column, JsonBytes out) {
        if (table.isDense()) {
            out.number(table.values()[row * table.width() + column]);
        } else {
            JsonScoreEncoder.cell(table.columns().get(column).cell(row), out);
        }
    }
}
